package io.gatehouse.adapter.kubernetes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings quantities into the form in which an API server gives them back ({@code 2000m}
 * as {@code 2}, {@code 1024Mi} as {@code 1Gi}), so that equal ones are equal strings.
 */
final class Quantities {

	private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?)");

	private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

	private static final int THOUSANDTH = DECIMAL.indexOf("m");

	private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

	private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

	private Quantities() {
	}

	static boolean valid(String quantity) {
		return FORM.matcher(quantity).matches();
	}

	static String canonical(String quantity) {
		Matcher matcher = FORM.matcher(quantity);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Not a quantity of Kubernetes: " + quantity);
		}
		String suffix = matcher.group(2);
		BigDecimal number = new BigDecimal(matcher.group(1));
		if (suffix.endsWith("i")) {
			BigDecimal value = number.multiply(KIBI.pow(BINARY.indexOf(suffix)));
			return (value.compareTo(KIBI) < 0 || !whole(value)) ? decimal(value) : binary(value);
		}
		return decimal(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - DECIMAL.indexOf(""))));
	}

	private static String decimal(BigDecimal value) {
		if (value.signum() == 0) {
			return "0";
		}
		// An API server rounds what is finer than a thousandth up.
		BigDecimal thousandths = value.scaleByPowerOfTen(3).setScale(0, RoundingMode.CEILING);
		int step = DECIMAL.size() - 1;
		while (!whole(thousandths.scaleByPowerOfTen(-3 * (step - THOUSANDTH)))) {
			step--;
		}
		return thousandths.scaleByPowerOfTen(-3 * (step - THOUSANDTH)).toBigInteger() + DECIMAL.get(step);
	}

	private static String binary(BigDecimal value) {
		int step = BINARY.size() - 1;
		while (value.toBigIntegerExact().mod(KIBI.pow(step).toBigInteger()).signum() != 0) {
			step--;
		}
		return value.divide(KIBI.pow(step)).toBigInteger() + BINARY.get(step);
	}

	private static boolean whole(BigDecimal value) {
		return value.stripTrailingZeros().scale() <= 0;
	}

}
