/**
 * The syntax tree of a network text: what was written and where, before any
 * meaning is given to it. One interface for each rule of the grammar.
 *
 * @module
 */

import type { Span } from "../diagnostics/diagnostic.ts";
import type { Operator } from "../../lib/layer/layer.ts";
import type { Comment } from "./words/token.ts";

export { blank } from "./words/token.ts";
export type { Comment, Operator };

/** A name as it was written. */
export interface Name {
  /** The name. */
  readonly text: string;
  /** Where. */
  readonly span: Span;
}

/** `NUMBER [ "/" NUMBER ]`, or a blank. */
export interface NumberData {
  /** Not an array. */
  readonly kind: "number";
  /** The value as a double; NaN for a blank. */
  readonly value: number;
  /** Whether it stands for something that could not be read, with a diagnostic at its place. */
  readonly isUnread?: boolean;
  /** As it was written: `0.50` is more precise than `0.5`. */
  readonly text: string;
  /** Where. */
  readonly span: Span;
}

/** `"[" [ data { "," data } [ "," ] ] "]"` */
export interface ArrayData {
  /** Not a number. */
  readonly kind: "array";
  /** The items in order. */
  readonly items: readonly Data[];
  /** From `[` to `]`. */
  readonly span: Span;
}

/** `NUMBER [ "/" NUMBER ] | "[" … "]"` */
export type Data = NumberData | ArrayData;

/** `[ NAME "=" ] ( data | pipeline )` */
export interface Argument {
  /** Present if the argument is named. */
  readonly name?: Name | undefined;
  /** A bare word such as `xavier` is a pipeline of one call without brackets. */
  readonly value: Data | Pipeline;
  /** The whole argument, its name included. */
  readonly span: Span;
}

/** `NAME [ "(" [ arg { "," arg } [ "," ] ] ")" ]` */
export interface Call {
  /** Not a group. */
  readonly kind: "call";
  /** What is called. */
  readonly name: Name;
  /** Empty both for `relu` and for `relu()`. */
  readonly arguments: readonly Argument[];
  /** From `(` to `)`, if there are brackets. */
  readonly brackets?: Span;
  /** The name and its brackets. */
  readonly span: Span;
}

/** `"(" pipeline ")"` */
export interface Group {
  /** Not a call. */
  readonly kind: "group";
  /** What is between the brackets. */
  readonly pipeline: Pipeline;
  /** From `(` to `)`. */
  readonly span: Span;
}

/** `[ NAME ":" ] atom [ "*" ( INT | NAME ) ]` */
export interface Step {
  /** `h` in `h: fc(4)`. */
  readonly label?: Name | undefined;
  /** The call or group. */
  readonly atom: Call | Group;
  /** `3` in `relu*3`, `n` in `relu*n`. */
  readonly repeat?:
    | NumberData
    | (Name & { readonly kind: "name" })
    | undefined;
  /** From the label to the repeat. */
  readonly span: Span;
}

/** `step { "->" step }` */
export interface Pipeline {
  /** Not data. */
  readonly kind: "pipeline";
  /** One or more steps. */
  readonly steps: readonly Step[];
  /** From the first step to the last. */
  readonly span: Span;
}

/** `"let" NAME [ "(" NAME { "," NAME } ")" ] "=" pipeline` */
export interface LetStatement {
  /** Which statement it is. */
  readonly kind: "let";
  /** What is defined. */
  readonly name: Name;
  /** Its parameters. */
  readonly parameters: readonly Name[];
  /** What the name stands for. */
  readonly pipeline: Pipeline;
  /** The statement. */
  readonly span: Span;
}

/** `NAME { "." NAME }` */
export interface Path {
  /** The names between the dots. */
  readonly names: readonly Name[];
  /** The names joined by dots. */
  readonly text: string;
  /** From the first name to the last. */
  readonly span: Span;
}

/** `( "given" | "expect" ) path "=" data` */
export interface DataStatement {
  /** `given` fixes a value, `expect` states one. */
  readonly kind: "given" | "expect";
  /** Of what. */
  readonly path: Path;
  /** Its value. */
  readonly data: Data;
  /** The statement. */
  readonly span: Span;
}

/** A pipeline on its own: the network. */
export interface NetworkStatement {
  /** Which statement it is. */
  readonly kind: "network";
  /** The network's pipeline. */
  readonly pipeline: Pipeline;
  /** The statement. */
  readonly span: Span;
}

/** `NAME "=" expr`: a name for a computed value. */
export interface FormulaStatement {
  /** Which statement it is. */
  readonly kind: "formula";
  /** What is named. */
  readonly name: Name;
  /** What it is. */
  readonly expression: Expression;
  /** The statement. */
  readonly span: Span;
}

/** `NAME [ "'" ] "(" NAME { "," NAME } ")" "=" expr` */
export interface FunctionStatement {
  /** Which statement it is. */
  readonly kind: "function";
  /** What is defined, or whose derivative is claimed. */
  readonly name: Name;
  /** Its parameters, one or more. */
  readonly parameters: readonly Name[];
  /** Whether it claims the derivative of the function of its name: `f'(t) = …`. */
  readonly isClaim: boolean;
  /** What it comes to. */
  readonly expression: Expression;
  /** The statement. */
  readonly span: Span;
}

/** `expr`; a span covers the brackets around a part. */
export type Expression =
  | NumberExpression
  | PathExpression
  | FunctionCall
  | Negation
  | Operation;

/** `NUMBER`, which has no sign of its own. */
export interface NumberExpression {
  /** Which expression it is. */
  readonly kind: "number";
  /** The value as a double; NaN for what could not be read. */
  readonly value: number;
  /** Whether it stands for something that could not be read, with a diagnostic at its place. */
  readonly isUnread?: boolean;
  /** As it was written. */
  readonly text: string;
  /** Where. */
  readonly span: Span;
}

/** The name of a value. */
export interface PathExpression {
  /** Which expression it is. */
  readonly kind: "path";
  /** Of which value. */
  readonly path: Path;
  /** Where. */
  readonly span: Span;
}

/** `NAME "(" expr { "," expr } { "," NAME "=" data } ")"` */
export interface FunctionCall {
  /** Which expression it is. */
  readonly kind: "function-call";
  /** The function. */
  readonly name: Name;
  /** What it takes, one or more. */
  readonly operands: readonly Expression[];
  /** `axis=0`: arguments of the layer, each with a name; their values are data or a bare word. */
  readonly named: readonly Argument[];
  /** From `(` to `)`. */
  readonly brackets: Span;
  /** The name and its brackets. */
  readonly span: Span;
}

/** `"-" power` */
export interface Negation {
  /** Which expression it is. */
  readonly kind: "negation";
  /** What is negated. */
  readonly operand: Expression;
  /** From the minus to the end of the operand. */
  readonly span: Span;
}

/** Two operands with a sign between them. */
export interface Operation {
  /** Which expression it is. */
  readonly kind: "operation";
  /** The sign that was meant. */
  readonly operator: Operator;
  /** Where the sign is. */
  readonly sign: Span;
  /** What is before it. */
  readonly left: Expression;
  /** What is behind it. */
  readonly right: Expression;
  /** From the left operand to the right one. */
  readonly span: Span;
}

/** One line of a file. */
export type Statement =
  | LetStatement
  | DataStatement
  | NetworkStatement
  | FormulaStatement
  | FunctionStatement;

/** A whole text. */
export interface File {
  /** The statements in order. */
  readonly statements: readonly Statement[];
  /** The comments in order. */
  readonly comments: readonly Comment[];
}
