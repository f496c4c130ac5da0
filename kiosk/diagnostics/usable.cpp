// usable - three questions to the results, and none of them is answered by a result that is not there.
#include "kiosk/diagnostics/usable.hpp"

#include <algorithm>
#include <string_view>

#include "kiosk/diagnostics/proof.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr std::string_view kErasure = "security.erasure";

bool good(const Outcome& outcome) {
    return outcome.finding.verdict == Verdict::Pass;
}

/// A dark room, or a sun in the picture, is no fault of the system that runs.
bool works(const Outcome& outcome) {
    return good(outcome) || outcome.finding.verdict == Verdict::Warn;
}

bool of_camera(const Outcome& outcome) {
    return outcome.id == "camera.both" || outcome.id == "camera.document" || outcome.id == "camera.face";
}

bool of_service(const Outcome& outcome) {
    return outcome.id.starts_with("service.") || outcome.id.starts_with("network.tls.");
}

}  // namespace

std::vector<std::string> not_usable(const std::vector<Outcome>& now, bool offline) {
    std::vector<std::string> missing;
    const auto any = [&now](auto what, auto how) {
        return std::any_of(now.begin(), now.end(), [&](const Outcome& one) { return what(one) && how(one); });
    };
    const auto erasure = [](const Outcome& one) { return one.id == kErasure; };
    if (!any(erasure, good)) missing.emplace_back(kErasure);
    for (const Outcome& outcome : now) {
        if (of_camera(outcome) && !works(outcome)) missing.push_back(outcome.id);
    }
    if (!any(of_camera, [](const Outcome&) { return true; })) missing.emplace_back("camera");
    if (!offline && !any(of_service, works)) missing.emplace_back("service");
    return missing;
}

void leave_out_hands(std::vector<Test>& tests) {
    std::erase_if(tests, [](const Test& test) { return test.by_hand || test.id == kProveNow; });
}

}  // namespace vestibule::diagnostics
