// claim - a QR code that anybody may hold before the camera.
#include "kiosk/device/enrolment/claim.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    const std::string pin(64, 'c');
    return {vestibule::device::write_claim({"https://enrol.example/est", "12345678", pin, "northside", "Kiosk 7 & co",
                                            "Lobby", "http://proxy.example:3128", "ntp.example", "Clinic",
                                            "a key of it", pin}),
            vestibule::device::write_claim({"https://e.example", "12345678", pin, "n", "", "", ""})};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::device;
    const auto claim = read_claim({reinterpret_cast<const char*>(data), size});
    if (!claim) return 0;
    // Whatever is taken for a claim says the same when it is written and read again.
    const auto again = read_claim(write_claim(*claim));
    if (!again || write_claim(*again) != write_claim(*claim)) std::abort();
    return 0;
}
