// graphql-eslint over the contract: all of its rules for schemas and for Relay, but for what is argued here.
import graphql from '@graphql-eslint/eslint-plugin';
import { fileURLToPath } from 'node:url';

const schema = fileURLToPath(new URL('../../../schema.graphql', import.meta.url));
const { 'flat/schema-all': all, 'flat/schema-relay': relay } = graphql.configs;

export default [
  {
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    rules: {
      ...all.rules,
      ...relay.rules,
      // Types stand in the order of their names; fields, arguments and values in the order in which people read them: what
      // a thing is called before who answers for it, statuses as they follow one another.
      '@graphql-eslint/alphabetize': 'off',
      // Whether a description stands in one pair of quotes or three is the printer's choice: three where it takes lines.
      '@graphql-eslint/description-style': 'off',
      // Whatever has an identity implements Node. The others are values of what holds them (a page, a tally, a status on a
      // day); an id would promise that they can be asked for again.
      '@graphql-eslint/strict-id-in-types': 'off',
      // Lists that are bounded by nature (the issuers of a document, the columns of a tree) are plain lists, and say their
      // bound; what can grow is a connection. `nodes` beside `edges` is for clients that need no cursors.
      '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];

/** Single findings that stand, and why. One that is no longer found must go from this list. */
export const ARGUED = [
  // 发文字号 is one word in the trade; `number` alone is the serial in it (`documentNumber { number }`).
  'Field "documentNumber" starts with the name of the parent type "Document"',
  // These two read no database, so they cannot fail alone; every other root field is nullable.
  'Unexpected non-null result type "Viewer" in type "Query"',
  'Unexpected non-null result type "ServiceConfig" in type "Query"',
  // DocumentRelationEdge: a relation is a pair of documents seen from one of them; it has no identity of its own.
  "Edge type's field `node` must implement `Node` interface.",
];
