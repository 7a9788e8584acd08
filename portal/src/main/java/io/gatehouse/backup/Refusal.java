package io.gatehouse.backup;

/** Why nothing was done; its message is for the operator. */
final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1;

	Refusal(String message) {
		super(message);
	}

	Refusal(String message, Exception cause) {
		super(message, cause);
	}

}
