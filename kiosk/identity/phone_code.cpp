// phone_code - what to show for a hand-off to a phone.
#include "kiosk/identity/phone_code.hpp"

#include <algorithm>

#include "kiosk/identity/delays.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

namespace {
constexpr std::size_t kLongestUri = 1024;  // what a QR code on this screen can still hold for a phone's camera
constexpr std::size_t kLongestCode = 32;
}  // namespace

Result<PhoneStart> read_phone_code(const net::Json& answer, std::string_view where) {
    const auto uri = net::text_of(answer, "verification_uri");
    const auto complete = net::text_of(answer, "verification_uri_complete");
    const auto user_code = net::text_of(answer, "user_code");
    const auto expires = net::integer_of(answer, "expires_in");
    const auto interval = net::integer_of(answer, "interval").value_or(delays::kDeviceInterval.count());
    const auto nonsense = [&](std::string_view what) {
        return Error{ErrorCode::Nonsense, std::string(where) + ": " + std::string(what)};
    };
    if (!uri || uri->size() > kLongestUri || !net::host_port(*uri)) return nonsense("verification_uri");
    if (complete && (complete->size() > kLongestUri || !net::host_port(*complete)))
        return nonsense("verification_uri_complete");
    if (!user_code || user_code->empty() || user_code->size() > kLongestCode) return nonsense("user_code");
    if (!expires || *expires <= 0) return nonsense("expires_in");
    if (interval < 0 || interval > delays::kLongestInterval.count()) return nonsense("interval");
    PhoneStart start;
    start.code.verification_uri = privacy::secret(*uri);
    start.code.verification_uri_complete = privacy::secret(complete.value_or(*uri));
    start.code.user_code = privacy::secret(*user_code);
    start.code.expires_in = std::chrono::seconds(std::min<std::int64_t>(*expires, delays::kLongestPhoneCode.count()));
    start.interval = std::chrono::seconds(std::max<std::int64_t>(interval, 1));
    return start;
}

}  // namespace vestibule::identity
