// Where the service means to differ from graphql-js, and why.

/** The reason for a difference, if it has one. */
export function deliberate(request, theirs, ours) {
  return undefined;
}
