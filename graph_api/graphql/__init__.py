"""The GraphQL door: types, and resolvers that each make one service call."""

# First of all: Strawberry makes an enum of its own of whatever it meets before this.
from graph_api.graphql import enums as _enums  # noqa: F401
