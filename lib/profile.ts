/** Who a person is, as far as the authorization server says. */
export interface Profile {
  /** The subject. */
  id: string;
  name?: string;
  email?: string;
  /** ISO 8601, UTC. */
  createdAt?: string;
}
