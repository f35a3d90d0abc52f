"""Functions of JAX, compiled or not, with rules of their own or without:

    nabla gradcheck --python examples/foreign/jax_functions.py:dense
"""

import jax
import jax.numpy as jnp


@jax.jit
def dense(x, w, b):
    return jnp.tanh(x @ w + b)


dense_at = [
    jnp.array([[0.5, -1.0], [2.0, 0.3]]),
    jnp.array([[0.1, 0.7, -0.4], [1.2, -0.6, 0.9]]),
    jnp.zeros(3),
]


# Without the rule, the gradient at a large x would be NaN.
@jax.custom_vjp
def softplus(x):
    return jnp.log1p(jnp.exp(x))


softplus.defvjp(
    lambda x: (softplus(x), x),
    lambda x, dy: (dy * jax.nn.sigmoid(x),),
)
softplus_at = [jnp.array([-2.0, 0.5, 3.0])]


# The rule takes the derivative at y.
@jax.custom_vjp
def hasty_softplus(x):
    return jnp.log1p(jnp.exp(x))


def hasty_softplus_forward(x):
    y = jnp.log1p(jnp.exp(x))
    return y, y


hasty_softplus.defvjp(
    hasty_softplus_forward,
    lambda y, dy: (dy * jax.nn.sigmoid(y),),
)
hasty_softplus_at = softplus_at
