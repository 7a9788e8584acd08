package io.gatehouse.request.web;

import java.util.List;

/** The start page. */
record HomePage(List<RequestLine> toDecide, List<RequestLine> yours, List<RequestLine> underWay,
		List<AssetLine> endingSoon, List<AssetLine> assets, List<TypeLine> types) {
}
