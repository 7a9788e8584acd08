package io.gatehouse.request.words;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.gatehouse.request.RequestType;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.Preview;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes words of texts, titles and names, in the reader's language. */
@Component
public class Words {

	/** The language of what is stored and sent: titles, audit, Slack. */
	public static final Locale OWN = Locale.ENGLISH;

	/** In the order in which a sentence about a plan names them. */
	private static final List<Action> SUMMED_UP = List.of(Action.CREATE, Action.UPDATE, Action.UNCHANGED,
			Action.RESTORE, Action.REMOVE);

	private static final int LONGEST_IN_TITLE = 80;

	private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	private final MessageSource messages;

	Words(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * A text; an argument that names a message of ours ({@code @system.gitlab}) is put
	 * into words too.
	 */
	public String of(Text text, Locale locale) {
		Object[] arguments = text.arguments().stream().map((argument) -> argument(argument, locale)).toArray();
		return message(text.key(), locale, arguments);
	}

	private Object argument(String argument, Locale locale) {
		return argument.matches("@(system|state|resource|verb|role)\\.[A-Za-z0-9.-]+")
				? message(argument.substring(1), locale) : value(argument, locale);
	}

	/** A value of another system's: days as people write them, the rest as it is. */
	public String value(String value, Locale locale) {
		if (!DAY.matcher(value).matches()) {
			return value;
		}
		try {
			return DateTimeFormatter.ofPattern(message("day", locale), locale).format(LocalDate.parse(value));
		}
		catch (DateTimeException ex) {
			return value;
		}
	}

	/** What people call the thing that a form stands for. */
	public String title(String type, Map<String, Object> named, Locale locale) {
		Map<String, Object> shown = new HashMap<>(named);
		shown.replaceAll((name, value) -> (value instanceof String text) ? shortened(text) : value);
		return message(type + ".title", locale, shown).strip();
	}

	/** A title is one line, however much was typed. */
	private static String shortened(String text) {
		return (text.length() <= LONGEST_IN_TITLE) ? text : text.substring(0, LONGEST_IN_TITLE - 1) + "…";
	}

	public String type(String type, Locale locale) {
		return message(type + ".label", locale);
	}

	/** What a thing of the type is, where there is one already. */
	public String noun(String type, Locale locale) {
		String noun = optional(type + ".noun", locale);
		return noun.isEmpty() ? type(type, locale) : noun;
	}

	public String verb(RequestType.Verb verb, Locale locale) {
		return message("verb." + verb, locale);
	}

	public String system(String name, Locale locale) {
		return message("system." + name, locale);
	}

	public String kind(Key key, Locale locale) {
		return message("resource." + key.system() + "." + key.kind().replace(' ', '-'), locale);
	}

	/** The name of a resource's attribute. */
	public String attribute(String name, Locale locale) {
		return message("attribute." + name.replace(' ', '-'), locale);
	}

	/** A plan in one sentence, which leaves out what there is nothing of. */
	public String summary(Preview preview, Locale locale) {
		if (!preview.changes()) {
			return message("plan.summary.nothing", locale);
		}
		String parts = SUMMED_UP.stream()
			.filter((action) -> preview.count(action) > 0)
			.map((action) -> message("plan.summary." + action, locale, preview.count(action)))
			.collect(Collectors.joining(", "));
		return parts.substring(0, 1).toUpperCase(locale) + parts.substring(1);
	}

	/** A duration in the greatest unit of which it is a whole number. */
	public String duration(Duration duration, Locale locale) {
		long seconds = duration.toSeconds();
		for (Unit unit : Unit.values()) {
			if (seconds % unit.seconds == 0 && seconds >= unit.seconds) {
				return message("duration." + unit.name().toLowerCase(Locale.ROOT), locale, seconds / unit.seconds);
			}
		}
		return message("duration.seconds", locale, seconds);
	}

	/** Greatest first. */
	private enum Unit {

		DAYS(86_400), HOURS(3_600), MINUTES(60), SECONDS(1);

		private final long seconds;

		Unit(long seconds) {
			this.seconds = seconds;
		}

	}

	/** A message that need not be there; empty then. */
	public String optional(String key, Locale locale) {
		String found = this.messages.getMessage(key, null, "", locale);
		return (found != null) ? found : "";
	}

	public String message(String key, Locale locale, Object... arguments) {
		return this.messages.getMessage(key, arguments, locale);
	}

}
