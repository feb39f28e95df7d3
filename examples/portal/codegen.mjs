// Types and persisted documents out of the contract and the operations: `npx graphql-codegen --config codegen.mjs`.
// `documentMode: 'string'` keeps graphql-js out of the page; the hashes are those that the service knows documents by.
export default {
  schema: '../../schema.graphql',
  documents: 'operations/*.graphql',
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, onlyExecutableDefinitions: true, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        onlyOperationTypes: true,
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        skipTypename: true,
        avoidOptionals: { field: true },
        strictScalars: true,
        scalars: { Date: 'string', DateTime: 'string', Sha256: 'string', URL: 'string' },
      },
    },
  },
};
