package io.gatehouse.request.web;

import io.gatehouse.identity.Person;
import io.gatehouse.request.approval.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Gives whole pages their navigation; fragments have none, and need not pay for its
 * count.
 */
@Component
class NavModel implements HandlerInterceptor {

	private final RequestSearch search;

	NavModel(RequestSearch search) {
		this.search = search;
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView page) {
		if (page == null || page.getViewName() == null || page.getViewName().startsWith("redirect:")
				|| page.getViewName().contains("::")) {
			return;
		}
		Object me = page.getModel().get("me");
		page.addObject("nav", (me instanceof Person person) ? nav(person) : Nav.NONE);
	}

	private Nav nav(Person me) {
		long toDecide = this.search.toDecide(me, 100).size();
		boolean ops = Access.allSeeing(me);
		return new Nav(ops || toDecide > 0 || this.search.decides(me), ops, ops, toDecide);
	}

}
