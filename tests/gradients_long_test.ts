// Every registered layer passes the checker, over several shapes, seeds, batch
// sizes, precisions and extremes.
import { builtins } from "../mod.ts";
import { gradientTests } from "../testing.ts";

gradientTests(builtins);
