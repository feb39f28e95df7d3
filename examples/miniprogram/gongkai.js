// A client for WeChat mini-programs: wx.request, timers and ES2015, nothing else.
//
//   const gongkai = require('./gongkai.js').create({ base: 'https://gongkai.example.gov.cn' })
//   gongkai.ask('Home').then(function (told) { page.setData(told.data) })
//
// Documents are asked by hash in a GET, which caches on the way can answer; where the service does not know the hash, it
// is told the text once. What fails for the moment (no network, 429, 503, 504) is tried again, as late as the service asks.
'use strict'

var documents = require('./documents.js')

// wx allows ten requests at once; two are left to pictures and to the rest of the program.
var DEFAULTS = { base: '', language: 'zh-CN', width: 8, timeout: 10000, deadline: 30000, attempts: 4, backoff: 500, longestUrl: 2000 }
var MOMENTARY = { 429: true, 502: true, 503: true, 504: true }

function Failure(code, message, more) {
  this.name = 'Failure'
  this.code = code
  this.message = message
  this.retryable = !!(more && more.retryable)
  this.requestId = more && more.requestId
  this.status = more && more.status
  this.retryAfter = more && more.retryAfter
}
Failure.prototype = Object.create(Error.prototype)

function header(headers, name) {
  for (var key in headers) if (key.toLowerCase() === name) return String(headers[key])
  return undefined
}

// Milliseconds that the service asks to wait: seconds, or a date.
function retryAfter(headers) {
  var text = header(headers, 'retry-after')
  if (text === undefined) return undefined
  var wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return wait >= 0 ? wait : undefined
}

function create(options) {
  var config = Object.assign({}, DEFAULTS, options)
  var running = 0
  var waiting = []

  // One request, when its turn has come.
  function send(method, url, body, timeout) {
    return new Promise(function (resolve, reject) {
      function start() {
        running += 1
        wx.request({
          url: url,
          method: method,
          data: body,
          timeout: timeout,
          dataType: 'json',
          header: {
            accept: 'application/graphql-response+json',
            'accept-language': config.language,
            'content-type': 'application/json'
          },
          success: resolve,
          fail: function (problem) {
            reject(new Failure('OFFLINE', (problem && problem.errMsg) || 'request:fail', { retryable: true }))
          },
          complete: function () {
            running -= 1
            if (waiting.length) waiting.shift()()
          }
        })
      }
      if (running < config.width) start()
      else waiting.push(start)
    })
  }

  // What came back, as data or as a failure.
  function read(response) {
    var answer = response.data
    var first = answer && answer.errors && answer.errors[0]
    if (answer && answer.data) return { data: answer.data, errors: answer.errors || [] }
    var told = (first && first.extensions) || {}
    var momentary = MOMENTARY[response.statusCode] === true
    throw new Failure(told.code || (momentary ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR'), (first && first.message) || 'HTTP ' + response.statusCode, {
      retryable: told.retryable === true || momentary,
      requestId: told.requestId,
      status: response.statusCode,
      retryAfter: retryAfter(response.header)
    })
  }

  // By hash; where the hash is not known, or the address would be too long, by text.
  function once(document, variables, timeout) {
    var extensions = { persistedQuery: { version: 1, sha256Hash: document.hash } }
    var url = config.base + '/graphql?variables=' + encodeURIComponent(JSON.stringify(variables)) +
      '&extensions=' + encodeURIComponent(JSON.stringify(extensions))
    function byText() {
      return send('POST', config.base + '/graphql', { query: document.text, variables: variables, extensions: extensions }, timeout).then(read)
    }
    if (url.length > config.longestUrl) return byText()
    return send('GET', url, undefined, timeout).then(read).catch(function (failure) {
      if (failure.code === 'PERSISTED_QUERY_NOT_FOUND') return byText()
      throw failure
    })
  }

  // Asks for a document of documents.js by its name. Gives { data, errors }: data may lack a block that failed alone.
  function ask(name, variables) {
    var document = documents[name]
    if (!document) return Promise.reject(new Failure('BAD_USER_INPUT', 'no document is named ' + name))
    var until = Date.now() + config.deadline
    function attempt(number) {
      var timeout = Math.max(1, Math.min(config.timeout, until - Date.now()))
      return once(document, variables || {}, timeout).catch(function (failure) {
        var wait = failure.retryAfter
        // Not all clients at the same moment: between half of the time and all of it.
        if (wait === undefined) wait = config.backoff * Math.pow(2, number - 1) * (0.5 + Math.random() / 2)
        if (!failure.retryable || number >= config.attempts || Date.now() + wait >= until) throw failure
        return new Promise(function (resolve) { setTimeout(resolve, wait) }).then(function () { return attempt(number + 1) })
      })
    }
    return attempt(1)
  }

  // The pages of a list, one after another. `cursor()` can be stored, and given as `from` when the program comes back.
  // A cursor that the service no longer takes starts the list anew: `restarted` says so, and what was shown must go.
  function pages(name, variables, field, from) {
    var cursor = from || null
    var more = true
    function next() {
      if (!more) return Promise.resolve({ nodes: [], done: true, restarted: false })
      return ask(name, Object.assign({}, variables, { after: cursor })).then(function (told) {
        var list = told.data[field]
        if (!list) {
          var problem = told.errors[0] || {}
          var extensions = problem.extensions || {}
          if (extensions.code === 'CURSOR_INVALID' && cursor !== null) {
            cursor = null
            return next().then(function (page) { return Object.assign(page, { restarted: true }) })
          }
          throw new Failure(extensions.code || 'INTERNAL_SERVER_ERROR', problem.message || 'no ' + field, extensions)
        }
        cursor = list.pageInfo.endCursor || cursor
        more = list.pageInfo.hasNextPage
        return { nodes: list.nodes, done: !more, restarted: false }
      })
    }
    return { next: next, cursor: function () { return cursor } }
  }

  return { ask: ask, pages: pages }
}

module.exports = { create: create, Failure: Failure }
