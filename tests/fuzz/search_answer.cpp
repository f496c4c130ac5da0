// search_answer - what a records network answers to a search.
#include "kiosk/net/json.hpp"
#include "kiosk/records/answers.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    return {R"({"status":"running","asked":3,"total":9,"places":)"
            R"([{"id":"p1","name":"N","town":"T","state":"connected","records":3}],"next":1})",
            R"({"status":"done","asked":9,"total":9,"places":)"
            R"([{"id":"p2","name":"N","town":"T","portal":"MyChart","state":"sign_in","records":0}],"next":2})"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule;
    auto json = net::parse_object(std::string_view(reinterpret_cast<const char*>(data), size), "example.org:443");
    if (!json.ok()) return 0;
    (void)records::read_search(*json, 0, "example.org:443").ok();
    (void)records::read_portal(*json, "example.org:443").ok();
    return 0;
}
