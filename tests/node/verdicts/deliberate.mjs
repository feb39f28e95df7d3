// Where the service means to differ from graphql-js, and why.

const DIFFERENCES = [
  {
    reason: 'what a scalar of ours cannot read is BAD_USER_INPUT, as a literal too: clients act on it alike',
    fits: (request, theirs, ours) => theirs.verdict === 'invalid' && ours.verdict === 'bad variables' && /^Date(Time)? cannot represent/.test(theirs.why),
  },
  {
    reason: 'one text in one pair of quotes or in three is one value: graphql-js compares how arguments are written',
    fits: (request, theirs) => theirs.verdict === 'invalid' && /conflict because .*differing arguments/.test(theirs.why) && request.query.includes('"""'),
  },
  {
    reason: 'a variable for a member of a one-of input must not be nullable: graphql-js overlooks it where the argument is not nullable',
    fits: (request, theirs, ours) => theirs.verdict !== 'unparsable' && ours.verdict === 'invalid' && /must be non-nullable to be used for OneOf/.test(ours.why),
  },
  {
    reason: 'definitions of types are refused; whether for their grammar or for their being there is all the same',
    fits: (request, theirs, ours) => theirs.verdict === 'unparsable' && ours.verdict === 'invalid' && /(^|\s)(extend|schema|scalar|type|interface|union|enum|input|directive)(\s|$)/.test(request.query),
  },
  {
    reason: 'an escaped character may have as many zeros before it as the specification allows; graphql-js stops reading',
    fits: (request, theirs, ours) => ours.verdict === 'runs' && /\\u\{0{5,}/.test(request.query),
  },
];

/** The reason for a difference, if it has one. */
export function deliberate(request, theirs, ours) {
  return DIFFERENCES.find((it) => it.fits(request, theirs, ours))?.reason;
}
