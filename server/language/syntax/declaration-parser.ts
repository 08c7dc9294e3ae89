import type { IToken } from 'chevrotain';
import type { Span } from '../../base/index.ts';
import { spanOf } from './lexer.ts';
import { stringLiteral } from './literals.ts';
import { type Alternative, type Bare, StatementParser } from './statement-parser.ts';
import * as kinds from './tokens.ts';
import type { Block, Expression, Name, ParameterNode, StringLiteral, TypeNode } from './tree.ts';

/** Declarations: variables, gates, functions, and everything that qflow adds to OpenQASM. */
export abstract class DeclarationParser extends StatementParser {
  protected declarationAlternatives(): Alternative<Bare>[] {
    return [
      { ALT: () => this.SUBRULE(this.stored) },
      { ALT: () => this.SUBRULE(this.classical), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.qubits) },
      { ALT: () => this.SUBRULE(this.oldRegister) },
      { ALT: () => this.SUBRULE(this.alias) },
      { ALT: () => this.SUBRULE(this.gate) },
      { ALT: () => this.SUBRULE(this.opaque) },
      { ALT: () => this.SUBRULE(this.function) },
      { ALT: () => this.SUBRULE(this.extern) },
      { ALT: () => this.SUBRULE(this.circuit) },
      { ALT: () => this.SUBRULE(this.observable) },
      { ALT: () => this.SUBRULE(this.noise) },
      { ALT: () => this.SUBRULE(this.backend) },
      { ALT: () => this.SUBRULE(this.model) },
      { ALT: () => this.SUBRULE(this.memory) },
      { ALT: () => this.SUBRULE(this.workflow) },
      { ALT: () => this.SUBRULE(this.task) },
      { ALT: () => this.SUBRULE(this.asserting) },
      { ALT: () => this.SUBRULE(this.test) },
      { ALT: () => this.SUBRULE(this.targets) },
      { ALT: () => this.SUBRULE(this.importing) },
      { ALT: () => this.SUBRULE(this.include) },
      { ALT: () => this.SUBRULE(this.unsupported) },
      { ALT: () => this.SUBRULE(this.pragma) },
    ];
  }

  // ----------------------------------------------------------------------------------------------------- variables

  /** `const float x = 1;`, `input float t;` */
  readonly stored = this.RULE('stored', (): Bare => {
    const modifier = storage(this.CONSUME(kinds.StorageWord).image);
    const type = this.SUBRULE(this.type);
    return { kind: 'classical-declaration', modifier, ...this.SUBRULE(this.declared, { ARGS: [type] }) };
  });

  /** `int[8] x = 1;`, or a cast whose value nobody takes: `int[8](x);` */
  readonly classical = this.RULE('classical', (): Bare => {
    const type = this.SUBRULE(this.classicalType);
    const operand = this.OPTION(() => this.SUBRULE(this.castOperand));
    if (!this.RECORDING_PHASE && operand !== undefined) {
      const expression = { kind: 'cast', type, operand, span: this.since(type.span.start) } as const;
      this.endStatement();
      return { kind: 'expression', expression };
    }
    return { kind: 'classical-declaration', ...this.SUBRULE(this.declared, { ARGS: [type] }) };
  });

  readonly castOperand = this.RULE('castOperand', (): Expression => {
    const open = this.CONSUME(kinds.LeftParenthesis);
    const operand = this.SUBRULE(this.expression);
    this.close(0, kinds.RightParenthesis, open);
    return operand;
  });

  /** The name and the value of a classical declaration of type `type`. */
  readonly declared = this.RULE('declared', (type: TypeNode) => {
    const name = this.SUBRULE(this.name, { ARGS: ['the variable'] });
    const size = this.OPTION1(() => this.SUBRULE(this.misplacedSize, { ARGS: [type, name] }));
    const initializer = this.OPTION2({
      GATE: () => this.#valueFollows(),
      DEF: () => this.SUBRULE(this.initializer),
    });
    this.endStatement();
    return {
      type: size === undefined ? type : { ...type, width: size },
      name,
      ...(initializer === undefined ? {} : { initializer }),
    };
  });

  /** Whether `=` follows, or was forgotten before a measurement. */
  #valueFollows(): boolean {
    return this.next(kinds.Equals) || (this.next(kinds.Measure) && !this.onNewLine);
  }

  readonly initializer = this.RULE('initializer', (): Expression => {
    const equals = this.OPTION(() => this.CONSUME(kinds.Equals));
    if (equals === undefined) this.reportMissing('`=`');
    return this.SUBRULE(this.value);
  });

  readonly qubits = this.RULE('qubits', (): Bare => {
    const word = this.CONSUME(kinds.QubitWord);
    const written = this.OPTION1(() => this.SUBRULE(this.designator));
    const place = this.since(word.startOffset);
    const name = this.SUBRULE(this.name, { ARGS: ['the qubit'] });
    const size =
      this.OPTION2(() => this.SUBRULE(this.misplacedSize, { ARGS: [{ span: place }, name] })) ?? written;
    this.endStatement();
    return { kind: 'qubit-declaration', name, ...(size === undefined ? {} : { size }) };
  });

  /** The size of `qubit q[2]`, where other languages write it. */
  readonly misplacedSize = this.RULE(
    'misplacedSize',
    (type: { readonly span: Span }, name: Name): Expression => {
      const start = this.here();
      const size = this.SUBRULE(this.designator);
      this.ACTION(() => {
        const place = this.since(start);
        const written = type.span;
        const brackets = this.source.text.slice(place.start, place.end);
        const edits = [
          { span: { start: written.end, end: written.end }, text: brackets },
          { span: place, text: '' },
        ];
        const fixes = [{ title: 'Move the size to the type', edits }];
        this.report(
          'QF1021',
          place,
          [name.text, this.source.text.slice(written.start, written.end) + brackets],
          {
            fixes,
          },
        );
      });
      return size;
    },
  );

  /** `qreg q[2];` and `creg c[2];` of OpenQASM 2. */
  readonly oldRegister = this.RULE('oldRegister', (): Bare => {
    const word = this.CONSUME(kinds.RegisterWord);
    const name = this.SUBRULE(this.name, { ARGS: ['the register'] });
    const size = this.OPTION(() => this.SUBRULE(this.designator));
    this.endStatement();
    return word.image === 'qreg' ? qubitRegister(name, size) : bitRegister(spanOf(word), name, size);
  });

  readonly alias = this.RULE('alias', (): Bare => {
    this.CONSUME(kinds.Let);
    const name = this.SUBRULE(this.name, { ARGS: ['the alias'] });
    this.expect(0, kinds.Equals, '`=`');
    const value = this.SUBRULE(this.value);
    this.endStatement();
    return { kind: 'alias', name, value };
  });

  // --------------------------------------------------------------------------------------------- gates and functions

  readonly gate = this.RULE('gate', (): Bare => {
    this.CONSUME(kinds.Gate);
    const signature = this.SUBRULE(this.gateSignature);
    const body = this.SUBRULE(this.block);
    return { kind: 'gate', ...signature, body };
  });

  readonly opaque = this.RULE('opaque', (): Bare => {
    this.CONSUME(kinds.Opaque);
    const signature = this.SUBRULE(this.gateSignature);
    this.endStatement();
    return { kind: 'gate', ...signature };
  });

  /** `rzx(theta) a, b` */
  readonly gateSignature = this.RULE('gateSignature', () => {
    const name = this.SUBRULE(this.name, { ARGS: ['the gate'] });
    const parameters = this.OPTION(() => this.SUBRULE(this.angleNames)) ?? [];
    const qubits = this.SUBRULE(this.names, { ARGS: ['a qubit'] });
    return { name, parameters, qubits };
  });

  readonly angleNames = this.RULE('angleNames', (): Name[] => {
    const open = this.CONSUME(kinds.LeftParenthesis);
    const names = this.OPTION(() => this.SUBRULE(this.names, { ARGS: ['an angle'] })) ?? [];
    this.close(0, kinds.RightParenthesis, open);
    return names;
  });

  /** Names with commas between them; at least one. */
  readonly names = this.RULE('names', (what: string): Name[] => {
    const list = [this.SUBRULE1(this.name, { ARGS: [what] })];
    this.MANY({
      GATE: () =>
        this.LA(2).tokenType !== kinds.LeftBrace &&
        !this.nextButOne(kinds.RightParenthesis) &&
        !this.nextButOne(kinds.RightBrace),
      DEF: () => {
        this.CONSUME1(kinds.Comma);
        list.push(this.SUBRULE2(this.name, { ARGS: [what] }));
      },
    });
    this.OPTION(() => this.CONSUME2(kinds.Comma));
    return list;
  });

  readonly function = this.RULE('function', (): Bare => {
    this.CONSUME(kinds.Def);
    const name = this.SUBRULE(this.name, { ARGS: ['the function'] });
    const parameters = this.SUBRULE(this.parameters, { ARGS: [true] });
    const result = this.OPTION(() => this.SUBRULE(this.resultType));
    const body = this.SUBRULE(this.block);
    return { kind: 'function', name, parameters, ...(result === undefined ? {} : { result }), body };
  });

  /** `extern f(int, float) -> bit;`: its parameters have no names. */
  readonly extern = this.RULE('extern', (): Bare => {
    this.CONSUME(kinds.Extern);
    const name = this.SUBRULE(this.name, { ARGS: ['the function'] });
    const parameters = this.SUBRULE(this.parameters, { ARGS: [false] });
    const result = this.OPTION(() => this.SUBRULE(this.resultType));
    this.endStatement();
    return { kind: 'function', name, parameters, ...(result === undefined ? {} : { result }) };
  });

  readonly resultType = this.RULE('resultType', (): TypeNode => {
    this.CONSUME(kinds.Arrow);
    return this.SUBRULE(this.type);
  });

  /** `(int[4] n, qubit[2] q, float x = 1)`; without names in `extern`. */
  readonly parameters = this.RULE('parameters', (named: boolean): ParameterNode[] => {
    const list: ParameterNode[] = [];
    const open = this.expect(0, kinds.LeftParenthesis, '`(`');
    if (!this.RECORDING_PHASE && open === undefined) return list;
    this.OPTION1(() => {
      list.push(this.SUBRULE1(this.parameter, { ARGS: [named] }));
      this.MANY({
        GATE: () => !this.nextButOne(kinds.RightParenthesis),
        DEF: () => {
          this.CONSUME1(kinds.Comma);
          list.push(this.SUBRULE2(this.parameter, { ARGS: [named] }));
        },
      });
      this.OPTION2(() => this.CONSUME2(kinds.Comma));
    });
    this.close(1, kinds.RightParenthesis, open);
    return list;
  });

  readonly parameter = this.RULE('parameter', (named: boolean): ParameterNode => {
    const start = this.here();
    const callable = this.OPTION4(() => this.CONSUME(kinds.Def));
    const typed =
      this.RECORDING_PHASE || callable === undefined ? this.SUBRULE(this.type) : callableType(callable);
    const { type, name } =
      this.OPTION1({
        GATE: () => named && this.#nameFollows(),
        DEF: () => ({ type: typed, name: this.SUBRULE(this.name, { ARGS: ['the parameter'] }) }),
      }) ?? this.ACTION(() => this.#unnamed(typed, named));
    const size = this.OPTION2(() => this.SUBRULE(this.designator));
    const defaultValue = this.OPTION3(() => {
      this.CONSUME(kinds.Equals);
      return this.SUBRULE(this.expression);
    });
    const spelled = this.ACTION(() => newSpelling(type));
    return {
      kind: 'parameter',
      type: size === undefined ? spelled : { ...spelled, width: size },
      name,
      ...(defaultValue === undefined ? {} : { defaultValue }),
      span: this.since(start),
    };
  });

  #nameFollows(): boolean {
    return (
      !this.next(kinds.Comma) && !this.next(kinds.RightParenthesis) && !this.next(kinds.Equals) && !this.atEnd
    );
  }

  /** A parameter of one word: of `extern` its type, elsewhere a name whose type is missing or a type without a name. */
  #unnamed(type: TypeNode, named: boolean): { readonly type: TypeNode; readonly name: Name } {
    const nothing: Name = { text: '', span: this.missing().span };
    if (!named) return { type, name: nothing };
    const plain = type.width === undefined && type.element === undefined && !isTypeWord(type.name.text);
    if (!plain) {
      this.report('QF1014', this.endPlace(), ['the parameter']);
      return { type, name: nothing };
    }
    this.report('QF1019', type.name.span, [type.name.text]);
    const place = { start: type.span.start, end: type.span.start };
    return { type: { kind: 'type', name: { text: '', span: place }, span: place }, name: type.name };
  }

  // ---------------------------------------------------------------------------------------------------------- qflow

  readonly circuit = this.RULE('circuit', (): Bare => {
    this.CONSUME(kinds.Circuit);
    const name = this.SUBRULE(this.name, { ARGS: ['the circuit'] });
    const parameters = this.OPTION(() => this.SUBRULE(this.parameters, { ARGS: [true] })) ?? [];
    const body = this.SUBRULE(this.block);
    return { kind: 'circuit', name, parameters, body };
  });

  readonly observable = this.RULE('observable', (): Bare => {
    this.CONSUME(kinds.Observable);
    const name = this.SUBRULE(this.name, { ARGS: ['the observable'] });
    const parameters = this.OPTION(() => this.SUBRULE(this.parameters, { ARGS: [true] })) ?? [];
    this.expect(0, kinds.Equals, '`=`');
    const value = this.SUBRULE(this.expression);
    this.endStatement();
    return { kind: 'observable', name, parameters, value };
  });

  readonly noise = this.RULE('noise', (): Bare => {
    this.CONSUME(kinds.Noise);
    return { kind: 'noise', ...this.SUBRULE(this.assigned, { ARGS: ['the noise'] }) };
  });

  readonly backend = this.RULE('backend', (): Bare => {
    this.CONSUME(kinds.Backend);
    return { kind: 'backend', ...this.SUBRULE(this.assigned, { ARGS: ['the backend'] }) };
  });

  readonly model = this.RULE('model', (): Bare => {
    this.CONSUME(kinds.Model);
    return { kind: 'model', ...this.SUBRULE(this.assigned, { ARGS: ['the model'] }) };
  });

  readonly memory = this.RULE('memory', (): Bare => {
    this.CONSUME(kinds.Memory);
    return { kind: 'memory', ...this.SUBRULE(this.assigned, { ARGS: ['the memory'] }) };
  });

  /** `name = value;` behind the word of a declaration. */
  readonly assigned = this.RULE('assigned', (what: string) => {
    const name = this.SUBRULE(this.name, { ARGS: [what] });
    this.expect(0, kinds.Equals, '`=`');
    const value = this.SUBRULE(this.expression);
    this.endStatement();
    return { name, value };
  });

  readonly workflow = this.RULE('workflow', (): Bare => {
    this.CONSUME(kinds.Workflow);
    const name = this.SUBRULE(this.name, { ARGS: ['the workflow'] });
    const parameters = this.OPTION(() => this.SUBRULE(this.parameters, { ARGS: [true] })) ?? [];
    const body: Block = this.SUBRULE(this.block);
    return { kind: 'workflow', name, parameters, body };
  });

  readonly task = this.RULE('task', (): Bare => {
    this.CONSUME(kinds.Task);
    return { kind: 'task', ...this.SUBRULE(this.assigned, { ARGS: ['the task'] }) };
  });

  /** `assert condition, "message";` */
  readonly asserting = this.RULE('asserting', (): Bare => {
    this.CONSUME(kinds.Assert);
    const condition = this.SUBRULE(this.expression);
    const message = this.OPTION(() => {
      this.CONSUME(kinds.Comma);
      return this.SUBRULE(this.quoted, { ARGS: ['A message between quotes'] });
    });
    this.endStatement();
    return { kind: 'assert', condition, ...(message === undefined ? {} : { message }) };
  });

  /** `test "what holds" { ... }` */
  readonly test = this.RULE('test', (): Bare => {
    this.CONSUME(kinds.Test);
    const title = this.SUBRULE(this.quoted, { ARGS: ['What the test says, between quotes'] });
    const body: Block = this.SUBRULE(this.block);
    return { kind: 'test', title, body };
  });

  readonly targets = this.RULE('targets', (): Bare => {
    this.CONSUME(kinds.Targets);
    const backends = this.SUBRULE(this.names, { ARGS: ['a backend'] });
    this.endStatement();
    return { kind: 'targets', backends };
  });

  readonly importing = this.RULE('importing', (): Bare => {
    this.CONSUME(kinds.Import);
    const names = this.OPTION1(() => this.SUBRULE(this.importedNames));
    const path = this.SUBRULE(this.path);
    const alias = this.OPTION2(() => {
      this.CONSUME(kinds.As);
      return this.SUBRULE(this.name, { ARGS: ['the imported circuit'] });
    });
    this.endStatement();
    return {
      kind: 'import',
      path,
      ...(names === undefined ? {} : { names }),
      ...(alias === undefined ? {} : { alias }),
    };
  });

  readonly importedNames = this.RULE('importedNames', (): Name[] => {
    const open = this.CONSUME(kinds.LeftBrace);
    const list = this.OPTION(() => this.SUBRULE(this.names, { ARGS: ['an import'] })) ?? [];
    this.close(0, kinds.RightBrace, open);
    this.expect(1, kinds.From, '`from`');
    return list;
  });

  readonly include = this.RULE('include', (): Bare => {
    this.CONSUME(kinds.Include);
    const path = this.SUBRULE(this.path);
    this.endStatement();
    return { kind: 'include', path };
  });

  /** The name of a file between quotes. */
  readonly path = this.RULE('path', (): StringLiteral =>
    this.SUBRULE(this.quoted, { ARGS: ['The name of a file between quotes'] }),
  );

  readonly quoted = this.RULE('quoted', (what: string): StringLiteral => {
    const token = this.expect(0, kinds.StringToken, what);
    if (!this.RECORDING_PHASE && token === undefined && !this.onNewLine) this.skipStatement();
    return token === undefined
      ? { kind: 'string', value: '', span: this.missing().span }
      : stringLiteral(token);
  });

  // ------------------------------------------------------------------------------------------------------- left out

  /** A construct that this version does not run: skipped up to its `;` or the end of its block. */
  readonly unsupported = this.RULE('unsupported', (): Bare => {
    const word: IToken = this.CONSUME(kinds.UnsupportedWord);
    const keyword: Name = { text: word.image, span: spanOf(word) };
    this.report('QF1008', keyword.span, [`\`${word.image}\``]);
    if (!this.RECORDING_PHASE) this.skipStatement();
    return { kind: 'unsupported', keyword };
  });

  readonly pragma = this.RULE('pragma', (): Bare => {
    const { image } = this.CONSUME(kinds.Pragma);
    return { kind: 'pragma', text: image.replace(/^#?pragma/, '').trim() };
  });
}

function qubitRegister(name: Name, size: Expression | undefined): Bare {
  return size === undefined ? { kind: 'qubit-declaration', name } : { kind: 'qubit-declaration', name, size };
}

function bitRegister(word: Span, name: Name, size: Expression | undefined): Bare {
  const bit = { kind: 'type', name: { text: 'bit', span: word }, span: word } as const;
  return { kind: 'classical-declaration', type: size === undefined ? bit : { ...bit, width: size }, name };
}

/** `def` in front of a parameter: it is a function itself. */
function callableType(word: IToken): TypeNode {
  const span = spanOf(word);
  return { kind: 'type', name: { text: word.image, span }, span };
}

/** `creg c[4]` and `qreg q[4]` of parameters are `bit[4] c` and `qubit[4] q`. */
function newSpelling(type: TypeNode): TypeNode {
  const text = oldRegisters[type.name.text];
  return text === undefined ? type : { ...type, name: { ...type.name, text } };
}

const oldRegisters: Readonly<Record<string, string>> = { creg: 'bit', qreg: 'qubit' };

const typeWords = new Set(
  'bit bool int uint float angle complex duration stretch array qubit qreg creg string def'.split(' '),
);

function isTypeWord(word: string): boolean {
  return typeWords.has(word);
}

function storage(word: string): 'const' | 'input' | 'output' {
  return word === 'input' || word === 'output' ? word : 'const';
}
