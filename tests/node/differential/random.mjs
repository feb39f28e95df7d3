// Random documents over the menu: valid but for a few that conflict on purpose.
import {
  getNamedType, getNullableType, isCompositeType, isInterfaceType, isListType, isNonNullType, isEnumType,
  isInputObjectType, print,
} from 'graphql';
import { literals } from './rows.mjs';
import { dress } from './tokens.mjs';

const INTROSPECTION = [
  '__schema { queryType { name } mutationType { name } subscriptionType { name } types { name kind } }',
  // Not their `locations`: those of @deprecated grow with the draft that graphql-js follows.
  '__schema { directives { name args { name type { kind name ofType { name } } } } }',
];
const META = ['kind', 'name', 'description', 'specifiedByURL', 'isOneOf',
  'fields { name description isDeprecated deprecationReason }', 'fields(includeDeprecated: true) { name args { name defaultValue type { name kind ofType { kind name } } } }',
  'fields { name type { ...T } }', 'interfaces { name }', 'possibleTypes { name }', 'enumValues { name description isDeprecated }',
  'inputFields { name description defaultValue type { kind ofType { name kind } } }', 'ofType { name }', '__typename'];

/** A random request: { query, variables, operationName }. */
export class Random {
  constructor(schema, rows, chance) {
    Object.assign(this, { schema, rows, chance });
    this.types = Object.values(schema.getTypeMap()).filter((it) => !it.name.startsWith('__') && it.astNode).map((it) => it.name);
  }

  request() {
    const { chance } = this;
    this.fragments = [];
    this.declared = [];
    this.variables = {};
    this.budget = 6 + chance.below(34);
    const root = this.set(this.schema.getQueryType(), 0);
    const named = chance.of(0.6);
    const declared = this.declared.length ? `(${this.declared.join(chance.of(0.5) ? ', ' : ' ')})` : '';
    const parts = [declared || named || chance.of(0.5) ? `query ${named ? 'Main' : ''}${declared} ${root}` : root];
    const request = { variables: this.variables };
    if (named && chance.of(0.3)) {
      parts.push('query Other { viewer { role } }');
      request.operationName = 'Main';
    } else if (named && chance.of(0.3)) request.operationName = 'Main';
    parts.push(...this.fragments.map((it) => it.text));
    if (chance.of(0.5)) parts.reverse();
    if (chance.of(0.1)) request.variables.unknown = 1;
    if (Object.keys(request.variables).length === 0 && chance.of(0.5)) delete request.variables;
    request.query = chance.of(0.7) ? dress(parts.join('\n'), chance) : parts.join('\n');
    return request;
  }

  /** A selection set on a type. */
  set(type, depth) {
    const { chance } = this;
    const items = [];
    const count = 1 + chance.below(depth === 0 ? 5 : 4);
    for (let at = 0; at < count || items.length === 0; at++) {
      if (at > 20) break;
      const item = this.item(type, depth);
      if (item) items.push(item);
    }
    if (items.length === 0) items.push('__typename');
    if (chance.of(0.1)) items.push(chance.pick(items));
    return `{ ${items.join(chance.of(0.1) ? ', ' : ' ')} }`;
  }

  item(type, depth) {
    const { chance } = this;
    const roll = chance.next();
    if (roll < 0.06) return `${this.alias('kind')}__typename${this.directives()}`;
    if (roll < 0.2 && depth < 6) return this.fragment(type, depth);
    if (depth === 0 && roll < 0.26) return this.introspection();
    return this.field(type, depth);
  }

  alias(name) {
    return this.chance.of(0.2) ? `${name}_: ` : '';
  }

  fragment(type, depth) {
    const { chance } = this;
    // On the type itself, on what it implements, or (from an interface) on what implements it.
    let on = type;
    if (isInterfaceType(type)) on = chance.of(0.2) ? type : chance.pick(this.schema.getPossibleTypes(type));
    else if (type.getInterfaces().length && chance.of(0.3)) on = type.getInterfaces()[0];
    if (chance.of(0.5)) {
      const condition = on === type && chance.of(0.5) ? '' : ` on ${on.name}`;
      return `...${condition}${this.directives()} ${this.set(on, depth + 1)}`;
    }
    const known = this.fragments.filter((it) => it.on === on);
    if (known.length && chance.of(0.5)) return `...${chance.pick(known).name}${this.directives()}`;
    const text = this.set(on, depth + 1);
    const name = `F${this.fragments.length}`;
    this.fragments.push({ name, on, text: `fragment ${name} on ${on.name} ${text}` });
    return `...${name}${this.directives()}`;
  }

  introspection() {
    const { chance } = this;
    if (chance.of(0.2)) return chance.pick(INTROSPECTION);
    const name = chance.of(0.9) ? chance.pick(this.types) : 'Nowhere';
    const items = [0, 1, 2].map(() => chance.pick(META).replace('...T', 'name kind ofType { name }'));
    const unique = [...new Set(items)].filter((it, at, all) => all.findIndex((other) => other.split(/\W/)[0] === it.split(/\W/)[0]) === at);
    return `t${name}${chance.below(1000)}: __type(name: ${JSON.stringify(name)}) { ${unique.join(' ')} }`;
  }

  field(type, depth) {
    const { chance } = this;
    const fields = Object.values(type.getFields()).filter((field) => this.rows.waysOf(type, field).length);
    const field = chance.pick(fields);
    const below = getNamedType(field.type);
    if (isCompositeType(below) && (depth >= 6 || this.budget <= 0)) return undefined;
    // What is not bounded by an argument grows fast.
    if (isListType(getNullableType(field.type)) && isCompositeType(below) && depth > 2 && chance.of(0.5)) return undefined;
    const ways = this.rows.waysOf(type, field);
    let at = chance.below(ways.length);
    if (ways[at].fails && chance.of(0.6)) at = 0;
    this.budget -= 1;
    const name = chance.of(0.01) ? chance.pick(['same', 'id', 'title']) : at === 0 && chance.of(0.8) ? '' : `${field.name}_${at}`;
    const args = this.arguments(field, ways[at]);
    const selection = isCompositeType(below) ? ` ${this.set(below, depth + 1)}` : '';
    return `${name && `${name}: `}${field.name}${args}${this.directives()}${selection}`;
  }

  directives() {
    const { chance } = this;
    if (!chance.of(0.08)) return '';
    const one = () => {
      const value = chance.of(0.7);
      return chance.of(0.5) ? String(value) : this.variable('Boolean!', value, String(value));
    };
    const roll = chance.next();
    if (roll < 0.4) return ` @include(if: ${one()})`;
    if (roll < 0.8) return ` @skip(if: ${one()})`;
    return ` @skip(if: ${one()}) @include(if: ${one()})`;
  }

  arguments(field, way) {
    const { chance } = this;
    const parts = literals(field, way.args).map(({ argument, node }) =>
      `${argument.name}: ${this.value(argument.type, node, way.args[argument.name], argument.defaultValue !== undefined)}`);
    for (const argument of field.args) {
      if (argument.name in way.args || isNonNullType(argument.type) || argument.defaultValue !== undefined) continue;
      if (chance.of(0.04)) parts.push(`${argument.name}: null`);
      else if (chance.of(0.04)) {
        const nothing = chance.of(0.5) ? undefined : null;
        parts.push(`${argument.name}: ${this.variable(String(argument.type), nothing)}`);
      }
    }
    if (chance.of(0.3)) parts.reverse();
    return parts.length ? `(${parts.join(', ')})` : '';
  }

  /** A value as a literal, as a variable, or with variables in it. */
  value(type, node, value, hasDefault, literally = false) {
    const { chance } = this;
    if (!literally && chance.of(0.25)) {
      const name = String(isNonNullType(type) && hasDefault && chance.of(0.5) ? type.ofType : type);
      return this.variable(name, value, print(node));
    }
    const bare = getNullableType(type);
    // One value stands for a list of one.
    if (isListType(bare) && value.length === 1 && chance.of(0.3)) return this.value(bare.ofType, node.values[0], value[0]);
    if (isListType(bare)) return `[${value.map((it, at) => this.value(bare.ofType, node.values[at], it)).join(', ')}]`;
    if (isInputObjectType(bare) && !bare.isOneOf) {
      const fields = node.fields.map((it) => {
        const own = bare.getFields()[it.name.value];
        return `${own.name}: ${this.value(own.type, it.value, value[own.name], own.defaultValue !== undefined)}`;
      });
      if (chance.of(0.3)) fields.reverse();
      return `{${fields.join(', ')}}`;
    }
    if (isInputObjectType(bare)) {
      // What stands for the one member must not be null.
      const [member] = node.fields;
      const own = bare.getFields()[member.name.value];
      const inner = chance.of(0.25)
        ? this.variable(`${own.type}!`, value[own.name])
        : this.value(own.type, member.value, value[own.name], false, true);
      return `{${own.name}: ${inner}}`;
    }
    return isEnumType(bare) ? value : print(node);
  }

  /** Declares a variable that comes to `value`, and gives its name. */
  variable(type, value, literal) {
    const { chance } = this;
    const name = `v${this.declared.length}`;
    const roll = chance.next();
    if (value === undefined) this.declared.push(`$${name}: ${type}`);
    else if (literal && roll < 0.35) {
      // Left to its default.
      this.declared.push(`$${name}: ${chance.of(0.5) ? type : type.replace(/!$/, '')} = ${literal}`);
    } else {
      this.declared.push(`$${name}: ${type}${literal && roll < 0.5 ? ` = ${literal}` : ''}`);
      this.variables[name] = value;
    }
    return `$${name}`;
  }
}
