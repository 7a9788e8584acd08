package io.gatehouse.sandbox.kubernetes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount, written in the one form in which the server gives it back ({@code 2000m} is
 * {@code 2}, {@code 1024Mi} is {@code 1Gi}).
 */
record Quantity(BigDecimal value, Form form) {

	static final String MALFORMED = "quantities must match the regular expression "
			+ "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

	enum Form {

		DECIMAL, BINARY, EXPONENT

	}

	private static final Pattern PATTERN = Pattern
		.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,3})?");

	private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

	private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

	private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

	/**
	 * Reads a quantity.
	 * @throws IllegalArgumentException where the text is none
	 */
	static Quantity of(String text) {
		Matcher matcher = PATTERN.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(MALFORMED);
		}
		BigDecimal number = new BigDecimal(matcher.group(1));
		String suffix = (matcher.group(2) != null) ? matcher.group(2) : "";
		if (suffix.endsWith("i")) {
			return new Quantity(number.multiply(KIBI.pow(BINARY.indexOf(suffix))), Form.BINARY);
		}
		if (suffix.length() > 1) {
			return new Quantity(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))), Form.EXPONENT);
		}
		return new Quantity(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3)), Form.DECIMAL);
	}

	boolean whole() {
		return this.value.stripTrailingZeros().scale() <= 0;
	}

	@Override
	public String toString() {
		boolean small = this.value.abs().compareTo(KIBI) < 0;
		return switch (this.form) {
			case BINARY -> small ? decimal(false) : binary();
			case DECIMAL -> decimal(false);
			case EXPONENT -> decimal(true);
		};
	}

	private String binary() {
		BigInteger rest = this.value.setScale(0, RoundingMode.UP).toBigInteger();
		int unit = 0;
		while (rest.signum() != 0 && unit < BINARY.size() - 1 && (rest.bitLength() > 10)
				&& rest.and(BigInteger.valueOf(1023)).signum() == 0) {
			rest = rest.shiftRight(10);
			unit++;
		}
		return rest + BINARY.get(unit);
	}

	private String decimal(boolean exponent) {
		BigDecimal rest = this.value.setScale(9, RoundingMode.UP).scaleByPowerOfTen(9);
		if (rest.signum() == 0) {
			return "0";
		}
		BigInteger whole = rest.toBigIntegerExact();
		int unit = 0;
		BigInteger thousand = BigInteger.valueOf(1000);
		while (unit < DECIMAL.size() - 1 && whole.mod(thousand).signum() == 0) {
			whole = whole.divide(thousand);
			unit++;
		}
		if (exponent) {
			return (unit == 3) ? whole.toString() : whole + "e" + 3 * (unit - 3);
		}
		return whole + DECIMAL.get(unit);
	}

}
