package io.gatehouse.request.web;

import java.util.List;

/**
 * The start page.
 *
 * @param matters what ops must look at, the first of them
 * @param more how many there are beside
 */
record HomePage(List<MatterLine> matters, int more, List<RequestLine> toDecide, List<RequestLine> yours,
		List<RequestLine> underWay, List<AssetLine> endingSoon, List<AssetLine> assets, List<TypeLine> types) {

	public boolean nothingWaits() {
		return this.toDecide.isEmpty() && this.yours.isEmpty() && this.matters.isEmpty();
	}

}
