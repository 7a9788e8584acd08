package io.gatehouse.request.execution;

import java.util.Optional;

import io.gatehouse.request.RequestType.Verb;
import io.gatehouse.request.Text;
import io.gatehouse.request.asset.Asset;
import io.gatehouse.request.asset.AssetState;
import io.gatehouse.request.lifecycle.ServiceRequest;

/** Tells whether what a request asks for of an asset has been overtaken. */
public final class TooLate {

	private TooLate() {
	}

	/** Why nothing of it may be carried out any more; empty where it may. */
	public static Optional<Text> reason(ServiceRequest request, Asset asset) {
		if (request.undoing()) {
			return Optional.empty();
		}
		if (asset.state() == AssetState.ENDED || extended(request, asset)) {
			return Optional.of(Text.of("request.asset-ended", asset.title()));
		}
		return handedOver(request, asset) ? Optional.of(Text.of("request.asset-handed-over", asset.title()))
				: Optional.empty();
	}

	/**
	 * Whether a removal that has not begun was asked for because of an end that is no
	 * longer the asset's: an extension that was under way at that moment came first.
	 */
	private static boolean extended(ServiceRequest request, Asset asset) {
		return request.verb() == Verb.EXPIRE && request.withdrawable() && !request.submission().equals(asset.expiry());
	}

	/** Whether it was asked for while somebody else had the asset. */
	private static boolean handedOver(ServiceRequest request, Asset asset) {
		return !request.verb().setsOwner() && !request.verb().removes() && !request.owner().equals(asset.owner());
	}

}
