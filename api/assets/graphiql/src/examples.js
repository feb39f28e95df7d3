// The queries in the page's first tabs, one string per tab.

const catalog = `# 栏目目录：每个目录下的栏目，逐级展开到第三级
query Catalog {
  catalog {
    title
    columns {
      title
      children {
        title
        children {
          title
        }
      }
    }
  }
}
`;

const normativeDocuments = `# 规范性文件：前 5 件的标题、文号、发布日期，
# 以及配套的解读材料和目前的效力状态
query NormativeDocuments {
  documents(first: 5, filter: { isNormative: { eq: true } }) {
    totalCount
    nodes {
      title
      documentNumber {
        text
      }
      publishedAt
      interpretations {
        title
        form
      }
      validity {
        status
        until
      }
    }
  }
}
`;

const effectiveOnDate = `# 某一天的有效文件：2020 年 6 月 30 日当天
# 有效（EFFECTIVE）或已修改（AMENDED）的规范性文件
query InForceOnADay {
  documents(
    first: 20
    asOf: "2020-06-30"
    filter: {
      isNormative: { eq: true }
      validityStatus: { in: [EFFECTIVE, AMENDED] }
    }
  ) {
    totalCount
    nodes {
      title
      validity(asOf: "2020-06-30") {
        status
        since
        until
      }
    }
  }
}
`;

export const examples = [catalog, normativeDocuments, effectiveOnDate];
