package io.gatehouse.request.approval;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests are decided.
 *
 * @param auto by request type and name: a rule in CEL by which a request needs nobody's
 * approval
 */
@ConfigurationProperties("gatehouse.approval")
public record ApprovalProperties(@DefaultValue Map<String, Map<String, String>> auto) {
}
