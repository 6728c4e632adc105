/** MongoDB's own numbers and names, for the errors this store can give (src/mongo/base/error_codes.yml). */
const codeNames: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  16: 'InvalidLength',
  17: 'ProtocolError',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  51: 'InvalidIdField',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  225: 'TransactionTooOld',
  251: 'NoSuchTransaction',
  263: 'OperationNotSupportedInTransaction',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  17280: 'KeyTooLong',
};

/** Anything a client may be told. Whatever else is thrown is a bug and is answered as code 1. */
export class StoreError extends Error {
  readonly code: number;
  readonly details: Record<string, unknown>;
  readonly labels: string[];

  constructor(code: number, message: string, details: Record<string, unknown> = {}, labels: string[] = []) {
    super(message);
    this.code = code;
    this.details = details;
    this.labels = labels;
  }

  get codeName(): string {
    return codeNames[this.code] ?? `Location${this.code}`;
  }
}

/** The label that makes the driver's `withTransaction` run its callback again. */
const transient = ['TransientTransactionError'];

export const writeConflict = () =>
  new StoreError(112, 'Caused by :: Write conflict during plan execution and yielding is disabled.', {}, transient);

export const noSuchTransaction = (message: string) => new StoreError(251, message, {}, transient);

export const badValue = (message: string) => new StoreError(2, message);

export const failedToParse = (message: string) => new StoreError(9, message);
