/**
 * Every code of a problem that a workflow can have, with what it means and what to do. A code keeps its meaning for good;
 * the message of a problem says it of the step at hand. The reference page is made from this list.
 */
export const WORKFLOW_PROBLEMS = {
  // Reading the document.
  'unknown-version': 'The format version is not one that is known here. Save it with a version of Slipway that fits.',
  'unknown-kind': 'There is no such kind of step. The message lists what there is.',
  'unknown-field': 'The field means nothing here. Remove it, or let its name begin with x- to keep it.',
  'invalid-shape': 'A value has the wrong type or lies outside what is allowed.',
  'too-large': 'The document, or a part of it, is larger than its limit.',
  'missing-variable': 'A variable has neither a value in the environment nor a default. Give it one.',
  'wrong-variable': 'The value of a variable is not of its declared type.',

  // Steps and wires.
  'duplicate-id': 'Two steps, or two declarations, have the same id. Give one of them another.',
  'duplicate-edge': 'The same wire is drawn twice. Remove one.',
  'dangling-edge': 'A wire begins or ends at a step that does not exist. Remove it.',
  'unknown-port': 'A step has no port of this name, or nothing can be wired into it.',
  'fan-out': 'More wires leave a port than are allowed.',
  'fan-in': 'More wires lead to a join than are allowed.',
  'no-start': 'Nothing starts the workflow. Add a step that senses.',
  unreachable: 'No wire leads to the step: it is never done.',
  cycle: 'Steps form a loop in which nothing waits. Put a wait or an action into it.',
  'open-port': 'The port by which the step fires leads nowhere, so nothing happens.',
  'no-failure-path': 'The port for what goes wrong leads nowhere, so nobody hears of it.',
  'dead-port': 'A wire leaves a port that is never taken. Configure what takes it, or remove the wire.',

  // What the workflow declares.
  'unknown-slot': 'An action uses a connection that the workflow does not declare.',
  'unknown-variable': 'A text reads a variable that the workflow does not declare.',
  'unknown-calendar': 'A step counts by a calendar that the workflow does not declare.',
  'unknown-zone': 'A condition names a zone that is not declared, or a step a time zone that does not exist.',
  'invalid-zone': 'A declared zone is no area: see the message.',
  'invalid-calendar': 'A declared calendar has hours, days or a time zone that do not exist.',

  // Steps that sense.
  'missing-value': 'A window does not say of what it takes the sum, the average and so on. Give it a value.',
  'missing-condition': 'A window that counts minutes does not say which. Give it a condition.',
  'unused-setting': 'A setting means nothing beside the others. Remove it.',
  'too-many-samples': 'A step needs more samples than it remembers: it would never fire.',
  'phase-of-nothing': 'A phase is asked for, but only shipments have phases.',
  'every-phase': 'Every phase is named, which is the same as none.',
  'invalid-cron': 'The times of a schedule are not five fields of cron.',
  'invalid-duration': 'A duration is not like 30m, 2h, 7d or PT2H, or lies outside 1 second to 2 years.',
  'unknown-type': 'No event type is called so; the message says which one is spelt almost alike.',

  // Steps that decide, act and wait.
  'duplicate-case': 'Two cases of a switch have the same id, or one is called else or in.',
  'duplicate-choice': 'Two choices of an exception have the same id.',
  'empty-sla': 'An exception promises nothing: say how soon it is taken up or closed.',
  'sla-order': 'An exception is to be closed sooner than it is to be taken up.',
  'endless-wait': 'A wait waits for nothing, and for ever.',
  'internal-type': 'A step emits an event type that only Slipway itself appends.',
  'notify-loop': 'A step emits what the workflow itself listens to, so that it may wake itself.',
  'join-need': 'A join needs more ways than lead to it.',
  'join-loop': 'A join without a timeout lies on a loop and may wait for itself.',
  'lonely-join': 'One wire leads to a join: there is nothing to join.',

  // Conditions.
  'condition-shape': 'A condition is not of the form of json-rules-engine: see the message.',
  'condition-operator': 'No operator is called so.',
  'condition-value': 'An operator cannot compare with this value.',
  'condition-value-missing': 'A comparison has nothing to compare with.',
  'condition-path': 'A path is not made of names, indexes and [*] alone.',
  'condition-expression-missing': 'A computed fact has no expression.',
  'condition-unknown-key': 'A key of a condition means nothing and is ignored.',
  'condition-unknown-name': 'A condition refers to a named condition that is not there.',
  'condition-ambiguous': 'A part of a condition is several things at once.',
  'condition-cycle': 'Named conditions refer to each other in a circle.',
  'condition-empty': 'A list of conditions is empty: an empty “all” and an empty “any” both hold always.',
  'condition-never-holds': 'A comparison can never hold, as far as the types tell.',
  'condition-text-order': 'Texts are ordered letter by letter: “10” comes before “9”.',
  'condition-order-value':
    'An ordering operator checks only its left side; what it is given on the right has no order.',
  'condition-params-unused': 'Params are given to a fact that takes none.',
  'condition-path-ignored': 'A path is given to a fact that has no fields.',
  'condition-no-list':
    'The condition says something about a list that may not be there: add “is known” if that is meant.',
  'condition-missing-holds': 'The condition holds too where the field is missing: add “is known” if it must not.',
  'condition-too-deep': 'A condition is nested deeper than the limit.',
  'condition-too-large': 'A condition has more parts than the limit.',

  // Expressions and templates.
  'expression-syntax': 'An expression cannot be read: see the place that the message names.',
  'expression-number': 'A number cannot be held exactly.',
  'expression-forbidden-name': 'A name is reserved and is no field.',
  'expression-unknown-variable': 'An expression begins with a name that is not known here.',
  'expression-unknown-field': 'A field is not known; the message says which one is spelt almost alike.',
  'expression-unknown-function': 'No function is called so.',
  'expression-arguments': 'A function is called with too few or too many arguments.',
  'expression-wrong-type': 'A function or an operator is given something of another type.',
  'expression-wrong-value': 'A function is given a value that it never accepts.',
  'expression-wrong-result': 'An expression yields something else than its place needs.',
  'expression-never-equal': 'A comparison is between things that are never equal.',
  'expression-no-position': 'Something is used as a position that has none.',
  'expression-always-fails': 'An expression fails whatever it is given.',
  'expression-bad-pattern': 'A regular expression cannot be read.',
  'expression-dynamic-pattern': 'A regular expression is computed; it must be written out.',
  'expression-too-deep': 'An expression is nested deeper than the limit.',
  'expression-too-long': 'An expression is longer than the limit.',
  'template-unclosed': 'A ${ in a text is not closed.',
  'template-too-long': 'A text is longer than the limit.',
} as const satisfies Readonly<Record<string, string>>;
