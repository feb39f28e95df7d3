// Made of operations/*.graphql by tests/node/documents.mjs.
'use strict'

module.exports = {
  Detail: {
    hash: 'cee071b726072803f7b7d1d041408ad84df8773121ba1fd8ec9c519d1a37229f',
    text: 'query Detail($id:ID!){document(by:{id:$id}){id title documentNumber{text}issuers{name}publishedAt body validity{status since until}interpretations{id title form}}}'
  },
  Home: {
    hash: 'c3fda32a8a8a5cc7c31c138b4a5b041a6d487454a8f82f7b495cb0bafbf2dc54',
    text: 'query Home{catalog{title columns{id title}}documents(first:10){nodes{id title publishedAt publisher{shortName name}}}interpretations(first:5){nodes{id title form documents{id}}}}'
  },
  Interpretation: {
    hash: '1a9147a5bce48f456a05101b2b07622fff55a61e18f58ca8ab7ed83ca310b712',
    text: 'query Interpretation($id:ID!){interpretation(id:$id){id title form publishedAt body mediaUrl}}'
  },
  List: {
    hash: '1d01d93a23f917031d9412b028de6b6ff49ba41b76e615929d43e7173a1e3836',
    text: 'query List($first:Int=20$after:String$filter:DocumentFilter){documents(first:$first after:$after filter:$filter){pageInfo{hasNextPage endCursor}nodes{id title publishedAt documentNumber{text}publisher{shortName name}validity{status}}}}'
  }
}
