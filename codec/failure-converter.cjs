// Messages and stack traces of failures are encoded like every other payload: they may quote personal data.
// CommonJS because the SDK loads it with require(), on the client, on the worker and in the workflow's bundle.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
