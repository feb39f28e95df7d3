// The service's own contract, in the hands of graphql-js.
import { buildSchema, GraphQLError, Kind } from 'graphql';
import { data, send } from '../service.mjs';

const digits = (text, length) => text.length === length && /^[0-9]+$/.test(text);

function isDate(text) {
  const [year, month, day, ...rest] = text.split('-');
  if (rest.length || day === undefined || !digits(year, 4) || !digits(month, 2) || !digits(day, 2)) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return Number(year) >= 1 && days !== undefined && Number(day) >= 1 && Number(day) <= days;
}

function isDateTime(text) {
  const parts = /^([^T]+)T([0-2][0-9]):([0-5][0-9]):([0-5][0-9])(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/.exec(text);
  return parts !== null && isDate(parts[1]) && Number(parts[2]) <= 23;
}

/** Which texts the service takes for its scalars. */
const TAKES = { Date: isDate, DateTime: isDateTime };

/** The schema, and its text. */
export async function load() {
  const sdl = (await send('/schema.graphql')).text;
  const schema = buildSchema(sdl);
  for (const [name, takes] of Object.entries(TAKES)) {
    const read = (value) => {
      if (typeof value === 'string' && takes(value)) return value;
      throw new GraphQLError(`${name} cannot represent ${JSON.stringify(value)}`);
    };
    const type = schema.getType(name);
    type.parseValue = read;
    type.parseLiteral = (node) => read(node.kind === Kind.STRING ? node.value : undefined);
  }
  // The specification leaves it open what the built-in types say of themselves.
  const types = '{ __schema { types { name description fields { name description args { name description } } enumValues { name description } } } }';
  for (const told of (await data(types)).__schema.types) {
    const type = schema.getType(told.name);
    if (type === undefined) throw new Error(`introspection tells of ${told.name}, the SDL does not`);
    if (type.astNode) continue;
    type.description = told.description;
    for (const field of told.fields ?? []) {
      const own = type.getFields()[field.name];
      if (own) own.description = field.description;
    }
    for (const value of told.enumValues ?? []) {
      const own = type.getValue(value.name);
      if (own) own.description = value.description;
    }
  }
  return { schema, sdl };
}
