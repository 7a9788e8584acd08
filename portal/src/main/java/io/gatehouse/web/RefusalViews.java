package io.gatehouse.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gatehouse.identity.RoleProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.error.DefaultErrorViewResolver;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Shows the page of a refusal instead of the general one of its status. */
@Component
class RefusalViews extends DefaultErrorViewResolver {

	private final List<Doorkeeper> doorkeepers;

	RefusalViews(ApplicationContext context, WebProperties properties, RoleProperties roles, GitlabAddress gitlab) {
		super(context, properties.getResources());
		this.doorkeepers = roles.developer()
			.stream()
			.map((path) -> new Doorkeeper(path, gitlab.at("/groups/" + path + "/-/group_members")))
			.toList();
	}

	@Override
	public @Nullable ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status,
			Map<String, Object> model) {
		Refusal refusal = Refusal.of(request);
		if (refusal == null) {
			return super.resolveErrorView(request, status, model);
		}
		Map<String, Object> all = new HashMap<>(model);
		all.put("doorkeepers", this.doorkeepers);
		return new ModelAndView(refusal.view(), all, status);
	}

	/** A group whose owners can let somebody in. */
	record Doorkeeper(String path, String address) {
	}

}
