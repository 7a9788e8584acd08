package io.gatehouse.request.web;

import java.util.List;

/** A request to decide, with its plan. */
record QueueLine(RequestLine line, PlanView plan, List<SeatLine> seats, String reason, boolean trim) {
}
