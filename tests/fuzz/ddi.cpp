// ddi - what an update server, or whoever stands in its place, answers.
#include "kiosk/device/update/ddi.hpp"
#include "kiosk/device/update/rauc.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    return {
        R"({"config":{"polling":{"sleep":"00:05:00"}},"_links":{"deploymentBase":{"href":"https://h/d/4?c=-1"},)"
        R"("cancelAction":{"href":"https://h/c/4"},"configData":{"href":"https://h/c"}}})",
        R"({"id":"42","deployment":{"download":"forced","update":"attempt","maintenanceWindow":"available","chunks":)"
        R"([{"part":"os","name":"k","version":"1.3.0","artifacts":[{"filename":"k.raucb","size":7,"hashes":{"sha256":)"
        R"("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},"_links":{"download":{"href":)"
        R"("https://h/k.raucb"}}}]}]}})",
        R"({"cancelAction":{"stopId":"42"}})",
        "00:05:00",
        R"({"slots":[{"rootfs.0":{"state":"booted","bootname":"A","boot_status":"good"}}]})",
        " 40% Copying"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::device;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto https = [](const std::string& link) { return link.empty() || link.starts_with("https://"); };
    if (const auto poll = ddi::read_poll(text); poll.ok()) {
        if (!https(poll->deployment) || !https(poll->cancel) || !https(poll->config_data)) std::abort();
    }
    if (const auto deployment = ddi::read_deployment(text); deployment.ok()) {
        if (deployment->sha256.size() != 64 || deployment->size_bytes < 1 || deployment->id.empty()) std::abort();
        if (deployment->link.empty() || !https(deployment->link)) std::abort();
    }
    if (const auto id = ddi::read_cancel(text); id.ok() && id->empty()) std::abort();
    if (const auto sleep = ddi::read_sleep(text); sleep && sleep->count() < 0) std::abort();
    if (complaint(text).empty() || complaint(text).size() > 200) std::abort();
    (void)read_status(text).ok();
    (void)read_info(text).ok();
    (void)read_percent(text);
    return 0;
}
