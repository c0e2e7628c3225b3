import { canonicalMs, instantFromMs, instantToMs, isInstant } from '../time/index.ts';
import { Fault } from './fault.ts';
import { orFault } from './functions/define.ts';
import type { Run } from './run.ts';
import type { BinaryOp } from './syntax.ts';
import { Duration, equal, isMap, typeName } from './value.ts';

/**
 * One binary operation. Nothing is converted; what the operator does not know for these two types is a Fault.
 * A missing field equals null, and nothing else, in `==`, `!=` and `in`; elsewhere it makes the result missing.
 */
export function operate(op: BinaryOp, left: unknown, right: unknown, run: Run): unknown {
  if (op === '==' || op === '!=') {
    const [a, b] = [nullIfMissing(left), nullIfMissing(right)];
    if (a instanceof Fault) return a;
    if (b instanceof Fault) return b;
    return equal(a, b, run) === (op === '==');
  }
  if (right instanceof Fault) return left instanceof Fault ? left : right;
  if (op === 'in') return isIn(nullIfMissing(left), right, run);
  if (left instanceof Fault) return left;
  switch (op) {
    case '+':
      return add(left, right, run);
    case '-':
      return subtract(left, right);
    case '*':
    case '/':
    case '%':
      return scale(op, left, right);
    default:
      return compare(op, left, right);
  }
}

/** `-value`. */
export function negate(value: unknown): unknown {
  if (typeof value === 'number') return -value;
  if (value instanceof Duration) return new Duration(-value.ms);
  return value instanceof Fault ? value : new Fault(`- needs a number or a duration, not ${typeName(value)}`);
}

function nullIfMissing(value: unknown): unknown {
  return value instanceof Fault && value.missing ? null : value;
}

function isIn(left: unknown, right: unknown, run: Run): unknown {
  if (left instanceof Fault) return left;
  if (Array.isArray(right)) {
    run.spend(right.length);
    return right.some((item) => equal(item, left, run));
  }
  if (isMap(right)) return typeof left === 'string' && Object.hasOwn(right, left);
  return new Fault(`in looks into a list or an object, not ${typeName(right)}`);
}

function add(left: unknown, right: unknown, run: Run): unknown {
  if (typeof left === 'number' && typeof right === 'number') return finite(left + right);
  if (typeof left === 'string' && typeof right === 'string') {
    run.room(left.length + right.length);
    return left + right;
  }
  if (left instanceof Duration && right instanceof Duration) return length(left.ms + right.ms);
  if (right instanceof Duration && isInstant(left)) return moment(left, right.ms);
  if (left instanceof Duration && isInstant(right)) return moment(right, left.ms);
  if (Array.isArray(left) && Array.isArray(right)) {
    run.spend(left.length + right.length);
    return [...left, ...right];
  }
  return unfit('+', left, right);
}

function subtract(left: unknown, right: unknown): unknown {
  if (typeof left === 'number' && typeof right === 'number') return finite(left - right);
  if (left instanceof Duration && right instanceof Duration) return length(left.ms - right.ms);
  if (right instanceof Duration && isInstant(left)) return moment(left, -right.ms);
  if (typeof left === 'string' && typeof right === 'string') {
    const ms = canonicalMs(left) - canonicalMs(right);
    if (!Number.isNaN(ms)) return length(ms);
  }
  return unfit('-', left, right);
}

function scale(op: '*' | '/' | '%', left: unknown, right: unknown): unknown {
  const divisor = right instanceof Duration ? right.ms : right;
  if (op !== '*' && divisor === 0) return new Fault('Division by zero');
  if (typeof left === 'number' && typeof right === 'number') {
    return finite(op === '*' ? left * right : op === '/' ? left / right : left % right);
  }
  if (op === '%') return unfit(op, left, right);
  if (left instanceof Duration && typeof right === 'number')
    return length(op === '*' ? left.ms * right : left.ms / right);
  if (op === '*' && typeof left === 'number' && right instanceof Duration) return length(left * right.ms);
  if (op === '/' && left instanceof Duration && right instanceof Duration) return finite(left.ms / right.ms);
  return unfit(op, left, right);
}

function compare(op: '<' | '<=' | '>' | '>=', left: unknown, right: unknown): unknown {
  if (left instanceof Duration && right instanceof Duration) return holds(op, left.ms, right.ms);
  if (typeof left === 'number' && typeof right === 'number') return holds(op, left, right);
  // Canonical instants compare as texts.
  if (typeof left === 'string' && typeof right === 'string') return holds(op, left, right);
  return unfit(op, left, right);
}

function holds<T extends number | string>(op: '<' | '<=' | '>' | '>=', left: T, right: T): boolean {
  if (op === '<') return left < right;
  if (op === '<=') return left <= right;
  return op === '>' ? left > right : left >= right;
}

/** What an operator says about two types that it does not take together. */
function unfit(op: string, left: unknown, right: unknown): Fault {
  const hint =
    op === '+' && (typeof left === 'string' || typeof right === 'string') ? '; string(…) makes a text of a number' : '';
  return new Fault(`${op} cannot take ${typeName(left)} and ${typeName(right)}${hint}`);
}

function finite(value: number): number | Fault {
  return Number.isFinite(value) ? value : new Fault('The number is too large');
}

const LONGEST_MS = 1_000 * 366 * 86_400_000;

function length(ms: number): Duration | Fault {
  return Math.abs(ms) <= LONGEST_MS ? new Duration(ms) : new Fault('The duration is too long');
}

function moment(instant: string, ms: number): unknown {
  return orFault(() => instantFromMs(instantToMs(instant) + Math.round(ms)));
}
