package io.gatehouse.ban;

import java.util.Optional;

import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where whoever uses the portal just now comes from: who bans that cannot take it back
 * from there.
 */
@Component
class Caller {

	/**
	 * The address, as the portal sees it; empty where nobody waits for an answer. Behind
	 * a proxy that is not believed it is the proxy's.
	 */
	Optional<Network> address() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web)) {
			return Optional.empty();
		}
		String address = web.getRequest().getRemoteAddr();
		int zone = address.indexOf('%');
		return (Notation.read((zone < 0) ? address : address.substring(0, zone)) instanceof Notation.Read read)
				? Optional.ofNullable(read.single()) : Optional.empty();
	}

}
