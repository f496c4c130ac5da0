// est - what a server answers in the course of an enrolment.
#include "kiosk/device/enrolment/est.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    // A certs-only message around nothing, a list of two attributes, and text in lines.
    return {"MCMGCSqGSIb3DQEHAqAWMBQCAQExADALBgkqhkiG9w0BBwGgADEA", "MAkGByqGSM49AgE=", "MCMG\nCSqG\r\nSIb3\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::device;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    (void)read_certificates_only(body).ok();
    (void)read_attributes(body).ok();
    return 0;
}
