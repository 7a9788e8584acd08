package io.gatehouse.web;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.stereotype.Component;

/**
 * Messages in ICU's format, whose plurals are right in every language. Arguments are
 * positional, or named where the one argument is a map.
 */
@Component("messageSource")
class IcuMessageSource implements MessageSource {

	private static final Logger log = LoggerFactory.getLogger(IcuMessageSource.class);

	private final Map<Locale, Map<String, String>> patterns;

	private final Map<Key, Compiled> formats = new ConcurrentHashMap<>();

	private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

	private final Set<String> missing = ConcurrentHashMap.newKeySet();

	private record Key(Locale locale, String code) {
	}

	IcuMessageSource() {
		this(MessageFiles.read());
	}

	IcuMessageSource(Map<Locale, Map<String, String>> patterns) {
		this.patterns = patterns;
	}

	@Override
	public @Nullable String getMessage(String code, Object @Nullable [] args, @Nullable String defaultMessage,
			@Nullable Locale locale) {
		String found = find(code, args, locale);
		return (found != null) ? found : defaultMessage;
	}

	/**
	 * Throws for a help that is not there only, as a field need not have one: else a page
	 * with a clumsy word is better than none.
	 */
	@Override
	public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
		String found = find(code, args, locale);
		if (found == null && code.endsWith(".help")) {
			throw new NoSuchMessageException(code);
		}
		return (found != null) ? found : humanised(code);
	}

	@Override
	public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
		String[] codes = (resolvable.getCodes() != null) ? resolvable.getCodes() : new String[0];
		for (String code : codes) {
			String found = find(code, resolvable.getArguments(), locale);
			if (found != null) {
				return found;
			}
		}
		String text = resolvable.getDefaultMessage();
		return (text != null) ? text : humanised((codes.length > 0) ? codes[codes.length - 1] : "");
	}

	private @Nullable String find(String code, Object @Nullable [] args, @Nullable Locale wanted) {
		Locale locale = Languages.closest((wanted != null) ? wanted : Languages.FALLBACK);
		String pattern = this.patterns.getOrDefault(locale, Map.of()).get(code);
		if (pattern == null) {
			return locale.equals(Languages.FALLBACK) ? null : find(code, args, Languages.FALLBACK);
		}
		Compiled compiled = this.formats.computeIfAbsent(new Key(locale, code),
				(key) -> Compiled.of(pattern, key.locale()));
		// A format keeps state while it works, so that each call takes its own.
		MessageFormat own = (MessageFormat) compiled.format().clone();
		Object arguments = (args != null && args.length == 1 && args[0] instanceof Map<?, ?> named) ? named
				: resolved(args, compiled, locale);
		return own.format(arguments, new StringBuffer(), null).toString();
	}

	private Object[] resolved(Object @Nullable [] args, Compiled compiled, Locale locale) {
		Object[] resolved = (args != null) ? args.clone() : new Object[0];
		for (int i = 0; i < resolved.length; i++) {
			if (resolved[i] instanceof MessageSourceResolvable inner) {
				resolved[i] = getMessage(inner, locale);
			}
			else if (compiled.counted().contains(i) && resolved[i] instanceof String text
					&& NUMBER.matcher(text).matches()) {
				resolved[i] = Long.valueOf(text);
			}
		}
		return resolved;
	}

	/**
	 * A pattern, ready for use.
	 *
	 * @param counted the arguments that it counts or writes as numbers: of texts that
	 * were stored, these are strings
	 */
	private record Compiled(MessageFormat format, Set<Integer> counted) {

		static Compiled of(String pattern, Locale locale) {
			MessagePattern parts = new MessagePattern(pattern);
			Set<Integer> counted = new HashSet<>();
			for (int i = 0; i + 1 < parts.countParts(); i++) {
				if (parts.getPartType(i) == MessagePattern.Part.Type.ARG_START
						&& parts.getPartType(i + 1) == MessagePattern.Part.Type.ARG_NUMBER && counts(parts, i)) {
					counted.add(parts.getPart(i + 1).getValue());
				}
			}
			return new Compiled(new MessageFormat(pattern, locale), counted);
		}

		private static boolean counts(MessagePattern parts, int start) {
			return switch (parts.getPart(start).getArgType()) {
				case PLURAL, SELECTORDINAL -> true;
				case SIMPLE -> parts.getSubstring(parts.getPart(start + 2)).equals("number");
				default -> false;
			};
		}

	}

	/**
	 * The last part of the key as words, "settings.session.endOthers" as "End others".
	 */
	private String humanised(String code) {
		if (this.missing.add(code)) {
			log.warn("No message for {}", code);
		}
		String words = code.substring(code.lastIndexOf('.') + 1)
			.replaceAll("([a-z])([A-Z])", "$1 $2")
			.replace('-', ' ')
			.replace('_', ' ')
			.toLowerCase(Locale.ROOT);
		return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

}
