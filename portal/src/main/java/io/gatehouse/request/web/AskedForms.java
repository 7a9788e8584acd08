package io.gatehouse.request.web;

import java.util.Optional;

import io.gatehouse.identity.Person;
import io.gatehouse.request.RequestType;
import io.gatehouse.request.approval.Access;
import io.gatehouse.request.form.Forms;
import io.gatehouse.request.lifecycle.ServiceRequests;
import io.gatehouse.request.plan.RequestTypes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the forms of requests to those who may see the requests. */
@Component
class AskedForms implements RequestType.Asked {

	private final ServiceRequests requests;

	private final RequestTypes types;

	private final Forms forms;

	AskedForms(ServiceRequests requests, RequestTypes types, Forms forms) {
		this.requests = requests;
		this.types = types;
		this.forms = forms;
	}

	@Override
	@Transactional(readOnly = true)
	public <F extends Record> Optional<F> form(Class<F> form, long number, Person reader) {
		return this.requests.findByNumber(number)
			.filter((found) -> Access.sees(reader, found))
			.filter((found) -> this.types.find(found.type()).filter((known) -> known.form() == form).isPresent())
			.map((found) -> this.forms.record(form, found.form()));
	}

}
