// An empty program: what every start of Deno costs.
