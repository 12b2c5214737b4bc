package io.vstp.demo.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of this application alone use it: browsers say where a request comes from,
 * and one that another site has made them send is refused, as is one for a name that a
 * stranger may have had lead here. To follow a link from there is fine. Has browsers load
 * nothing from other hosts.
 */
@Component
class StrangerFilter extends OncePerRequestFilter {

	private static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; "
			+ "form-action 'self'; frame-ancestors 'none'";

	private static final String ANOTHER_SITE = "Another site has made the browser send this request";

	private static final String ANOTHER_HOST = "This name may be anybody's: take the address, or set demo.web.hosts";

	private static final String REFUSED = """
			{"title":"Forbidden","status":403,"detail":"%s"}""";

	private final WebProperties properties;

	StrangerFilter(WebProperties properties) {
		this.properties = properties;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("Content-Security-Policy", POLICY);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		if (!this.properties.isOurs(request.getServerName())) {
			refuse(response, ANOTHER_HOST);
		}
		else if (isStrange(request)) {
			refuse(response, ANOTHER_SITE);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static void refuse(HttpServletResponse response, String detail) throws IOException {
		response.setStatus(HttpStatus.FORBIDDEN.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getWriter().write(REFUSED.formatted(detail));
	}

	private static boolean isStrange(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return !site.equals("same-origin") && !site.equals("none") && !isNavigation(request);
		}
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return origin != null && !origin.equals(origin(request));
	}

	private static boolean isNavigation(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
	}

	private static @Nullable String origin(HttpServletRequest request) {
		String host = request.getHeader(HttpHeaders.HOST);
		return (host != null) ? request.getScheme() + "://" + host : null;
	}

}
