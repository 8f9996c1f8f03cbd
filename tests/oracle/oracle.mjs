// Answers questions about schemas with Prisma's own engines, which are WebAssembly and need no database.
// One JSON question a line on stdin, one JSON answer a line on stdout, in the same order:
//   {"ask": "verdict", "schema": "..."}                     -> {"errors": [{"message", "line"}]}
//   {"ask": "ddl", "provider": "sqlite", "schema": "..."}   -> {"sql": "..."}   the script that creates it from nothing
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);

function verdict({ schema }) {
  const { validate } = require('schema-language');
  try {
    validate(JSON.stringify({ prismaSchema: [['schema.prisma', schema]], noColor: true }));
    return { errors: [] };
  } catch (error) {
    return { errors: errorsIn(reportOf(error)) };
  }
}

/** The engine throws JSON whose message is a report for terminals. */
function reportOf(error) {
  try {
    return JSON.parse(error.message).message;
  } catch {
    return error.message;
  }
}

function errorsIn(report) {
  const place = /error: ([\s\S]*?)\n\s+-->\s+schema\.prisma:(\d+)/g;
  const errors = [...report.matchAll(place)].map(([, message, line]) => ({ message: message.trim(), line: Number(line) }));
  return errors.length > 0 ? errors : [{ message: report, line: 0 }];
}

/** The engine asks a driver adapter for a connection even where it needs none; this one answers the single question it puts. */
function adapterFor(provider) {
  const result = (value) => ({ ok: true, value, map: (f) => result(f(value)), flatMap: (f) => f(value) });
  const version = { columnNames: ['exists', 'version', 'numeric_version'], columnTypes: [5, 7, 0], rows: [[true, 'PostgreSQL 15.0', 150000]] };
  const named = { provider: provider === 'postgresql' ? 'postgres' : provider, adapterName: 'none' };
  const connection = {
    ...named,
    getConnectionInfo: () => result({ supportsRelationJoins: false, schemaName: 'public' }),
    queryRaw: async () => result(version),
    dispose: async () => result(undefined),
  };
  const connect = async () => result(connection);
  return { ...named, errorRegistry: { consumeError() {} }, connect, connectToShadowDb: connect };
}

let loaded;

/** Loads the engine once: its glue code keeps views of one memory and confuses a second. */
async function ddlEngine() {
  return (loaded ??= await loadDdlEngine());
}

async function loadDdlEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  // The package exports neither of the two files, so they are named by path.
  const folder = new URL('./node_modules/schema-engine/', import.meta.url);
  const glue = await import(new URL('schema_engine_bg.js', folder));
  const code = new WebAssembly.Module(readFileSync(new URL('schema_engine_bg.wasm', folder)));
  const { exports } = new WebAssembly.Instance(code, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue.SchemaEngine;
}

async function ddl({ provider, schema }) {
  const SchemaEngine = await ddlEngine();
  const files = [{ path: 'schema.prisma', content: schema }];
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapterFor(provider));
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return { sql: stdout };
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const answer = question.ask === 'ddl' ? await ddl(question) : verdict(question);
  console.log(JSON.stringify(answer));
}
