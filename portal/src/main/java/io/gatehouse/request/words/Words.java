package io.gatehouse.request.words;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.gatehouse.request.RequestType;
import io.gatehouse.request.Resource.Key;
import io.gatehouse.request.Text;
import io.gatehouse.request.plan.Action;
import io.gatehouse.request.plan.Preview;
import io.gatehouse.request.plan.Systems;
import org.jspecify.annotations.Nullable;

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

	private static final Duration FEW_MINUTES = Duration.ofMinutes(10);

	private static final int MINUTES_OF_AN_HOUR = 60;

	private static final int MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR;

	private static final int LONGEST_IN_TITLE = 80;

	private static final Pattern KEY = Pattern.compile("([a-z]+):([a-z -]+):(.+)");

	/** A value of a word or a few; what is after a slash may be anything. */
	private static final Pattern WORDS = Pattern.compile("([a-z]+(?:[ -][a-z]+){0,5})(?:/(.+))?");

	private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

	private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	private static final Pattern MOMENT = Pattern.compile(DAY + "T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");

	private final MessageSource messages;

	private final Systems systems;

	Words(MessageSource messages, Systems systems) {
		this.messages = messages;
		this.systems = systems;
	}

	/**
	 * A text; an argument that names a message of ours ({@code @system.gitlab}), or
	 * resources, one on a line ({@code @gitlab:project:teams/payments/api}), is put into
	 * words too.
	 */
	public String of(Text text, Locale locale) {
		Object[] arguments = text.arguments().stream().map((argument) -> argument(argument, locale)).toArray();
		return message(text.key(), locale, arguments);
	}

	private Object argument(String argument, Locale locale) {
		if (!argument.startsWith("@")) {
			return value(argument, locale);
		}
		if (argument.matches("@(system|state|resource|verb|role)\\.[A-Za-z0-9.-]+")) {
			return message(argument.substring(1), locale);
		}
		List<Optional<Key>> named = argument.lines()
			.map((line) -> line.startsWith("@") ? key(line.substring(1)) : Optional.<Key>empty())
			.toList();
		return named.stream().allMatch(Optional::isPresent)
				? named.stream().map((key) -> name(key.orElseThrow(), locale)).collect(Collectors.joining("; "))
				: argument;
	}

	private static Optional<Key> key(String text) {
		Matcher key = KEY.matcher(text);
		return key.matches() ? Optional.of(new Key(key.group(1), key.group(2), key.group(3))) : Optional.empty();
	}

	/** A text that was packed, in words; any other string as it is. */
	public String said(String string, Locale locale) {
		return Text.unpacked(string).map((text) -> of(text, locale)).orElse(string);
	}

	/**
	 * A value of another system's: days and moments as people write them, the rest as it
	 * is.
	 */
	public String value(String value, Locale locale) {
		try {
			if (DAY.matcher(value).matches()) {
				return written("", locale).format(LocalDate.parse(value));
			}
			return MOMENT.matcher(value).matches()
					? written(", HH:mm 'UTC'", locale).format(Instant.parse(value).atOffset(ZoneOffset.UTC)) : value;
		}
		catch (DateTimeException ex) {
			return value;
		}
	}

	private DateTimeFormatter written(String time, Locale locale) {
		return DateTimeFormatter.ofPattern(message("day", locale) + time, locale);
	}

	/**
	 * A value of an attribute: in words where there is a message for it, such as
	 * {@code attribute.visibility.private}; for a number, {@code attribute.NAME.count}.
	 */
	public String value(String attribute, String value, Locale locale) {
		String key = "attribute." + attribute.replace(' ', '-') + ".";
		Matcher words = WORDS.matcher(value);
		String said = DIGITS.matcher(value).matches() ? optional(key + "count", locale, value)
				: (words.matches() ? optional(key + words.group(1).replace(' ', '-'), locale, words.group(2)) : "");
		return said.isEmpty() ? value(value, locale) : said;
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
		return message(kindKey(key), locale);
	}

	/** What people call a resource. */
	public String name(Key key, Locale locale) {
		Optional<Text> called = this.systems.has(key.system()) ? this.systems.get(key.system()).called(key)
				: Optional.empty();
		return called.map((text) -> of(text, locale)).orElse(key.name());
	}

	/** A key in words; as it is, where it is none that is known. */
	public String thing(String text, Locale locale) {
		return key(text).filter((key) -> !optional(kindKey(key), locale).isEmpty())
			.map((key) -> system(key.system(), locale) + ", " + kind(key, locale) + " " + name(key, locale))
			.orElse(text);
	}

	private static String kindKey(Key key) {
		return "resource." + key.system() + "." + key.kind().replace(' ', '-');
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

	/**
	 * A duration in the greatest unit of which it is a whole number. From ten minutes on
	 * seconds are left out.
	 */
	public String duration(Duration duration, Locale locale) {
		if (duration.compareTo(FEW_MINUTES) < 0 && duration.toSecondsPart() != 0) {
			return message("duration.seconds", locale, duration.toSeconds());
		}
		String unit = unit(duration);
		long count = switch (unit) {
			case "days" -> duration.toDays();
			case "hours" -> duration.toHours();
			default -> duration.toMinutes();
		};
		return message("duration." + unit, locale, count);
	}

	/** The unit in which a duration is said, as forms name it. */
	public static String unit(Duration duration) {
		long minutes = duration.toMinutes();
		if (minutes == 0 || minutes % MINUTES_OF_AN_HOUR != 0) {
			return "minutes";
		}
		return (minutes % MINUTES_OF_A_DAY == 0) ? "days" : "hours";
	}

	/** A message that need not be there; empty then. */
	public String optional(String key, Locale locale, @Nullable Object... arguments) {
		String found = this.messages.getMessage(key, arguments, "", locale);
		return (found != null) ? found : "";
	}

	public String message(String key, Locale locale, Object... arguments) {
		return this.messages.getMessage(key, arguments, locale);
	}

}
