// pass - a stick or a code that anybody may show: the signed form, the text in it, and the code's own letters.
#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/bundle/manifest.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/net/certificates.hpp"

namespace {

using namespace vestibule;
using namespace vestibule::device;

// A key of this run alone: who signed is the last thing that a message is asked.
const net::testing::Authority& authority() {
    static const net::testing::Authority kAuthority;
    return kAuthority;
}

Pass a_pass(PassWay way) {
    Pass pass;
    pass.way = way;
    pass.site = "northside";
    pass.devices = {"k1"};
    pass.person = 17;
    pass.serial = 4711;
    pass.not_before = *read_time("2026-11-30T12:00:00Z");
    pass.expires = *read_time("2026-12-01T12:00:00Z");
    if (way == PassWay::Key) pass.medium = "0781:5581:4C53";
    return pass;
}

}  // namespace

std::vector<std::string> seeds() {
    const auto signer = authority().sign("DNS:signer.example", -3600, 3600, "codeSigning");
    const Signature by{net::testing::pem_of(signer.certificate), net::testing::pem_of(signer.key), false};
    const std::string code = sign_pass(a_pass(PassWay::Code), by).value();
    return {write_pass(a_pass(PassWay::Key)), write_pass(a_pass(PassWay::Code)),
            sign_pass(a_pass(PassWay::Key), by).value(), code, pass_code(code).value()};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto pass = read_pass(bytes); pass.ok()) {
        // Whatever is taken for a pass is within its limits, and says the same when it is written and read again.
        if (pass->person < 1 || pass->person > 9999 || pass->serial < 1) std::abort();
        if (pass->expires <= pass->not_before || pass->expires - pass->not_before > kPassKeyLongest) std::abort();
        const auto again = read_pass(write_pass(*pass));
        if (!again.ok() || write_pass(*again) != write_pass(*pass)) std::abort();
        PassWanted here;
        here.site = "northside";
        here.device = "k1";
        here.now = pass->not_before;
        (void)judge_pass(*pass, here).ok();
    }
    static const std::string kAnchors = net::testing::pem_of(authority().own().certificate);
    const auto der = pass_of_code(bytes);
    if (der && pass_of_code(pass_code(*der).value()) != der) std::abort();
    (void)open_pass(der ? std::string_view(*der) : bytes, kAnchors, {}).ok();
    return 0;
}
