import { UserError } from '../../text/user-error';

/** Why a cluster does not answer. */
export class ClusterError extends UserError {}
