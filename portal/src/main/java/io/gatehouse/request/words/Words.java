package io.gatehouse.request.words;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

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

	private static final int LONGEST_IN_TITLE = 80;

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
				? message(argument.substring(1), locale) : argument;
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

	/** A plan in one sentence. */
	public String summary(Preview preview, Locale locale) {
		return message("plan.summary", locale,
				Map.of("creates", preview.count(Action.CREATE), "changes", preview.count(Action.UPDATE), "leaves",
						preview.count(Action.UNCHANGED), "restores", preview.count(Action.RESTORE), "removes",
						preview.count(Action.REMOVE)));
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
