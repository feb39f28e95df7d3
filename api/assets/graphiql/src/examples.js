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

const timeLimits = `# 公开时限：原文读成什么；从某天起算，最后一天是哪天，
# 跳过了哪些日子、为什么
query TimeLimits {
  dueDate(from: "2026-09-21", timeLimit: "信息形成之日起10个工作日内") {
    on
    countedDays
    skipped {
      on
      reason
    }
    isProvisional
  }
  catalogEntries(first: 5) {
    nodes {
      item
      timeLimit {
        text
        needsReview
        clauses {
          kind
          amount
          unit
          trigger
        }
        dueDate(from: "2026-03-02") {
          on
        }
      }
    }
  }
}
`;

const health = `# 公开情况：2026 年各单位应公开、按期、逾期的数量和排名
query Health {
  catalog {
    health(year: 2026) {
      ranking {
        rank
        unit {
          name
        }
        health {
          onTimeRate
          documents {
            due
            onTime
            late
          }
          periods {
            due
            onTime
            overdue
          }
          emptyColumnCount
          obligations(states: [LATE, OVERDUE]) {
            dueOn
            state
            entry {
              item
            }
          }
        }
      }
    }
  }
}
`;

const tasks = `# 分工方案：逾期未完成的任务，以及方案中前后矛盾之处
query Tasks {
  tasks(first: 10, filter: { overdueAsOf: "2026-11-22" }) {
    nodes {
      requirement
      dueOn
      responsibleUnits {
        role
        name
        members {
          name
        }
      }
    }
  }
  taskPlans {
    nodes {
      title
      findings {
        kind
        message
      }
    }
  }
}
`;

export const examples = [catalog, normativeDocuments, effectiveOnDate, timeLimits, health, tasks];
