// A document as tokens: dressed in other clothes of the same meaning, or changed by one.
import { Kind, Lexer, Source, TokenKind, parse } from 'graphql';

/** The tokens of a text, comments left out. */
export function tokens(text) {
  const lexer = new Lexer(new Source(text));
  const found = [];
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    found.push({ kind: token.kind, value: token.value, text: text.slice(token.start, token.end) });
  }
  return found;
}

const GAPS = [' ', '  ', '\n', '\r\n', '\r', '\t', ', ', ',', ' # note "{\n', '\n#\n', '\uFEFF'];

/** The same document with other white space, comments, commas, byte order marks and ways of writing strings. */
export function dress(text, chance) {
  let out = chance.of(0.1) ? '\uFEFF' : '';
  for (const token of tokens(text)) {
    out += token.kind === TokenKind.STRING && chance.of(0.5) ? string(token, chance) : token.text;
    out += chance.of(0.7) ? ' ' : chance.pick(GAPS);
  }
  return out;
}

function string(token, chance) {
  if (chance.of(0.4) && !/["\\\u0000-\u001F]|^\s|\s$/.test(token.value) && token.value) {
    const block = chance.of(0.5) ? `"""${token.value}"""` : `"""\n    ${token.value}\n  """`;
    if (valueOf(block) === token.value) return block;
  }
  let out = '';
  for (const char of token.value) {
    const code = char.codePointAt(0);
    if (chance.of(0.3)) out += chance.of(0.5) || code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
    else if (code > 0xffff && chance.of(0.3)) out += [...Array(2).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16)}`).join('');
    else out += JSON.stringify(char).slice(1, -1);
  }
  return `"${out}"`;
}

function valueOf(text) {
  const [definition] = parse(`{ a(b: ${text}) }`).definitions;
  const value = definition.selectionSet.selections[0].arguments[0].value;
  return value.kind === Kind.STRING ? value.value : undefined;
}

const STRAY = ['{', '}', '(', ')', '[', ']', ':', '$', '@', '!', '...', '=', '|', '&', 'on', 'query', 'fragment', 'mutation', 'subscription',
  'null', 'true', '1', '-0', '01', '1.5', '1e3', '""', '"\\x"', '"', 'id', 'title', '@skip(if: true)', '@include', '@nope', '$v0', '...F0', '#', '\u0007', '', '?', '.', '0x1'];

/** A document changed in one place: a token dropped, doubled, swapped, renamed, or one thrown in. */
export function mutate(text, chance) {
  const all = tokens(text).map((it) => it.text);
  const at = chance.below(all.length);
  switch (chance.below(5)) {
    case 0: all.splice(at, 1); break;
    case 1: all.splice(at, 0, all[at]); break;
    case 2: all.splice(at, 0, chance.pick(STRAY)); break;
    case 3: all[at] = chance.pick(all); break;
    default: all[at] = /^[A-Za-z_]/.test(all[at]) && chance.of(0.5) ? `${all[at]}x` : chance.pick(STRAY);
  }
  return all.join(' ');
}
