// Everything that random documents can reach, loaded from the service by flat queries, and resolvers that answer from it.
// A row is an object of the service: under "field args" what the field gave. Objects with ids are referred to by id.
import {
  astFromValue, getArgumentValues, getNamedType, isInterfaceType, isLeafType, isObjectType, Kind, print,
} from 'graphql';
import { data, pool } from '../service.mjs';
import { KNOWN, known, menu } from './menu.mjs';

const NAME = (value) => ({ kind: Kind.NAME, value });

/** Values in a settled order and without nulls: `first: null` asks for the same as no `first`. */
function settled(value) {
  if (Array.isArray(value)) return value.map(settled);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, it]) => it !== null && it !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, it]) => [key, settled(it)]));
}

const keyOf = (field, args) => `${field} ${JSON.stringify(settled(args))}`;

/** The literals of arguments, as a document would write them. */
export function literals(field, args) {
  return field.args
    .filter((argument) => argument.name in args)
    .map((argument) => ({ argument, node: astFromValue(args[argument.name], argument.type) }));
}

/** The rows of a service. */
export class Rows {
  constructor(schema, ways) {
    this.schema = schema;
    this.ways = ways;
    this.rows = new Map();
    this.wanted = new Set();
    this.failing = new Set();
  }

  static async load(schema) {
    const rows = new Rows(schema, menu(known(await data(KNOWN))));
    const query = schema.getQueryType();
    const { parts, read } = rows.all(query, 0);
    const answers = {};
    for (let at = 0; at < parts.length; at += 20) {
      Object.assign(answers, await data(`{ ${parts.slice(at, at + 20).map((it) => it.text).join(' ')} }`));
    }
    rows.root = read(answers);
    while (rows.wanted.size) {
      const wanted = [...rows.wanted];
      rows.wanted.clear();
      const byType = group(wanted);
      const batches = [];
      for (const [type, refs] of byType) {
        const size = type === 'Unit' || type === 'Catalog' ? 10 : 25;
        for (let at = 0; at < refs.length; at += size) batches.push([type, refs.slice(at, at + size)]);
      }
      await pool(batches, async ([type, refs]) => {
        const { text, read } = rows.all(schema.getType(type), 0);
        const ids = refs.map((it) => it.split(' ')[1]);
        const found = await data(`query($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${text} } } }`, { ids });
        found.nodes.forEach((node, at) => rows.rows.set(ids[at], read(node)));
      });
    }
    rows.resolve();
    return rows;
  }

  /** In which ways a field is asked; none where it cannot be. */
  waysOf(type, field) {
    const ways = this.ways[`${type.name}.${field.name}`];
    if (ways) return ways;
    return field.args.some((it) => /!$/.test(String(it.type)) && it.defaultValue === undefined) ? [] : [{ args: {} }];
  }

  /** The coerced arguments of a way. */
  key(field, way) {
    const given = literals(field, way.args).map(({ argument, node }) => ({ kind: Kind.ARGUMENT, name: NAME(argument.name), value: node }));
    return keyOf(field.name, getArgumentValues(field, { kind: Kind.FIELD, name: NAME(field.name), arguments: given }));
  }

  /** A selection of every field in every way, and how to read what comes of it. */
  all(type, depth) {
    const parts = [];
    for (const field of Object.values(type.getFields())) {
      for (const way of this.waysOf(type, field)) {
        const key = this.key(field, way);
        if (way.fails) {
          this.failing.add(`${type.name}.${key}`);
          continue;
        }
        const alias = `f${parts.length}`;
        const args = literals(field, way.args).map(({ argument, node }) => `${argument.name}: ${print(node)}`).join(', ');
        const { text, read } = this.below(getNamedType(field.type), depth);
        parts.push({ key, alias, read, text: `${alias}: ${field.name}${args && `(${args})`}${text && ` { ${text} }`}` });
      }
    }
    const read = (answer) => {
      const row = { __typename: type.name };
      for (const part of parts) row[part.key] = each(answer[part.alias], part.read);
      return row;
    };
    return { parts, text: parts.map((it) => it.text).join(' '), read };
  }

  below(type, depth) {
    if (isLeafType(type)) return { text: '', read: (value) => value };
    const isNode = isInterfaceType(type) || type.getInterfaces().length > 0;
    if (!isNode) {
      if (depth > 6) throw new Error(`${type.name} lies too deep`);
      return this.all(type, depth + 1);
    }
    const read = (value) => {
      if (!this.rows.has(value.id)) {
        this.rows.set(value.id, undefined);
        this.wanted.add(`${value.__typename} ${value.id}`);
      }
      return { ref: value.id };
    };
    return { text: '__typename id', read };
  }

  /** Makes graphql-js answer from the rows. */
  resolve() {
    const follow = (value) => each(value, (it) => (it?.ref ? this.rows.get(it.ref) : it));
    for (const type of Object.values(this.schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      if (isInterfaceType(type)) type.resolveType = (value) => value.__typename;
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        field.resolve = (row, args) => {
          const key = keyOf(field.name, args);
          if (this.failing.has(`${type.name}.${key}`)) throw new Error('refused');
          if (!(key in row)) throw new Error(`no row holds ${type.name}.${key}`);
          return follow(row[key]);
        };
      }
    }
  }
}

function each(value, work) {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.map((it) => each(it, work)) : work(value);
}

function group(wanted) {
  const groups = new Map();
  for (const it of wanted) {
    const type = it.split(' ')[0];
    groups.set(type, [...(groups.get(type) ?? []), it]);
  }
  return groups;
}
