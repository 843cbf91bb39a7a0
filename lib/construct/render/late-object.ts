import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';

/**
 * An object whose name and content follow from others, which callers may still change: both are worked out whenever they
 * are asked for, so that what is written agrees, and writing twice gives the same bytes.
 */
export class LateObject extends ApiObject {
  private readonly made: () => ApiObjectProps;
  // While it is being written nothing changes.
  private written?: ApiObjectProps;

  /** @param made the same labels, annotations and keys each time */
  public constructor(scope: Construct, id: string, made: () => ApiObjectProps) {
    const { apiVersion, kind, metadata, ...first } = made();
    const late = Object.keys(first).map(key => [key, Lazy.any({ produce: () => this.now()[key] })]);
    super(scope, id, { apiVersion, kind, metadata, ...Object.fromEntries(late) });
    this.made = made;
    const name = { get: () => this.now().metadata?.name, enumerable: true };
    Object.defineProperty(this, 'name', name);
    Object.defineProperty(this.metadata, 'name', name);
  }

  public override toJson(): any {
    this.written = this.made();
    try {
      return super.toJson();
    } finally {
      this.written = undefined;
    }
  }

  private now(): ApiObjectProps {
    return this.written ?? this.made();
  }
}
