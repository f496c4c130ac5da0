// checks - the invariants of the architecture, one function each.
#include "tests/simulation/checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/tables.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::simulation {

using journey::CommandKind;
using journey::Event;
using journey::EventKind;
using journey::Outcome;
using journey::Overlay;
using journey::OverlayEvent;
using journey::State;
using journey::Step;
using visit::FieldId;

namespace {

constexpr drivers::Duration kLongestErasing = std::chrono::milliseconds(4600);  // three farewells over a dead line;
// here they are said one after the other, by the kiosk a provider's two at once

std::string_view text_of(const privacy::SecretBytes& body) {
    return {reinterpret_cast<const char*>(body.reveal().data()), body.reveal().size()};
}

}  // namespace

void Checks::stepped(const visit::Stepped& stepped) {
    const State& before = stepped.before;
    const State& after = stepped.next.state;
    if (const auto* event = std::get_if<Event>(&stepped.event)) {
        if (journey::is_stale(before, *event)) {
            if (!(after == before) || stepped.next.count != 0) violated("a stale event changed something");
            return;
        }
        if (event->kind == EventKind::Answer) answered(before, *event);
    }
    if (before.step != after.step) entered(stepped);
    commanded(before, stepped.next);
    if (before.step == Step::Erasing && after.step != Step::Erasing) violated("a visit came back from Erasing");
    if (after.shareable > after.places || after.sign_ins_open > after.places) violated("more places than there are");
    if (after.generation < before.generation) violated("a screen's number went back");
    way_out(after);
}

/// Help, start over and stop are one touch away, and one more erases.
void Checks::way_out(const State& state) {
    if (!journey::row(state.step).overlays || state.step == Step::Welcome) return;
    const auto leads = [&](OverlayEvent event, Overlay overlay) {
        return state.overlay == overlay || journey::step(state, event).state.overlay == overlay;
    };
    if (!leads(OverlayEvent::AskHelp, Overlay::Help)) violated("help is not one touch away");
    if (!leads(OverlayEvent::AskStartOver, Overlay::StartOver)) violated("start over is not one touch away");
    const State stopped = journey::step(state, OverlayEvent::AskStop).state;
    if (stopped.overlay != Overlay::Stop) violated("stop is not one touch away");
    if (journey::step(stopped, OverlayEvent::EraseNow).state.step != Step::Erasing) violated("stop does not erase");
}

/// Nothing is called done that the other side has not answered for.
void Checks::answered(const State& before, const Event& event) {
    if (event.outcome != Outcome::Ok || before.pending_kind == CommandKind::CheckProviders) return;
    const bool told_before = before.pending_kind == CommandKind::Share && scene_.services->share_told();
    const int status = scene_.network->last_status();
    if (!told_before && (status < 200 || status > 299)) {
        violated(fmt::format("{} is called done, but the service's last word was {}", name(before.pending_kind),
                             status == 0 ? "none" : std::to_string(status)));
    }
}

void Checks::entered(const visit::Stepped& stepped) {
    const State& before = stepped.before;
    const State& after = stepped.next.state;
    if (after.step == Step::Done && before.step == Step::Sharing && !scene_.services->share_told())
        violated("Done is shown, but no service acknowledged the share");
    if (after.step == Step::Done && before.step != Step::Sharing && after.shareable != 0)
        violated("Done is shown, though there is something to share");
    const bool proved =
        after.step == Step::Verified && before.step != Step::Searching && before.step != Step::ServiceTrouble;
    if (proved && scene_.services->tokens_told() <= verified_++)
        violated("Verified is shown, but no provider's token says so");
    if (!before.consented && after.consented) {
        const SessionFacts* session = scene_.services->newest_session();
        if (session == nullptr || !session->consent_told || session->provider != after.provider)
            violated("the consent counts as acknowledged, but the provider has not said so");
    }
}

void Checks::commanded(const State& before, const journey::Next& next) {
    const State& after = next.state;
    for (const journey::Command& command : next.list()) {
        if (command.kind == CommandKind::Erase &&
            (after.step != Step::Erasing || after.ending == journey::Ending::None))
            violated("erased without an ending");
        if (command.kind == CommandKind::Share && after.shareable == 0) violated("shares without a consent");
        if (command.kind != CommandKind::Verify) continue;
        if (!after.consented) violated("verifies before the consent was acknowledged");
        const visit::VisitView& view = scene_.visit->view();
        const bool passport = after.document == journey::Document::Passport;
        if (!view.front || !view.face || (!passport && !view.back))
            violated(fmt::format("verifies without all its pictures, from {}", journey::name(before.step)));
    }
}

void Checks::sent(const net::Request& request) {
    const std::string_view url = request.url;
    if (!url.starts_with("https://")) violated("a request without TLS");
    if (call_of(request) == Call::Stranger && request.method != net::Method::Delete)
        violated("a request that no service knows");
    if (url.find(kCanary) != std::string_view::npos || url.find(kCanaryDigits) != std::string_view::npos)
        violated("personal data in an address");
    for (const auto& [key, value] : request.headers) {
        if (value.find(kCanary) != std::string::npos) violated("personal data in a header of " + key);
    }
    if (is_picture(request.body.reveal())) picture_sent(request);
    if (call_of(request) == Call::Share) share_sent(request);
}

/// Pictures go only to the capture hosts that the chosen provider's profile names and the patient's consent named.
void Checks::picture_sent(const net::Request& request) {
    const State& state = scene_.visit->state();
    if (call_of(request) != Call::Media) return violated("a picture is sent where no picture belongs");
    const identity::Profile& profile = (*scene_.providers)[state.provider];
    if (!net::host_allowed(request.url, profile.capture_hosts)) violated("a picture for a host that is not named");
    const SessionFacts* session = scene_.services->session_of(request.url);
    if (!state.consented || session == nullptr || !session->consent_told)
        violated("a picture before the consent was acknowledged");
    else if (session->recipient != profile.name)
        violated("a picture for somebody whom the consent did not name");
}

void Checks::share_sent(const net::Request& request) {
    if (scene_.services->shares_done() != 0) violated("shared a second time");
    std::string_view body = text_of(request.body);
    constexpr std::string_view kPlace = "\"place\":\"";
    std::size_t count = 0;
    for (std::size_t at = body.find(kPlace); at != std::string_view::npos; at = body.find(kPlace)) {
        body.remove_prefix(at + kPlace.size());
        ++count;
        if (scene_.services->place_told(body.substr(0, body.find('"'))) != 1)
            violated("shares a place whose consent was not acknowledged");
    }
    if (count == 0) violated("shares nothing");
}

void Checks::settled() {
    visit::Visit& visit = *scene_.visit;
    const State& state = visit.state();
    if (visit.wants_erasing() != (state.step == Step::Erasing)) violated("Erasing is shown, and nothing is erased");
    const bool rests = state.step == Step::Welcome || state.step == Step::OutOfService || state.step == Step::Erasing;
    if (!rests && !visit.due() && scene_.network->idle()) violated("nothing would ever end this");
    if (scene_.cameras->open() && (!journey::is_capture(state.step) || state.overlay != Overlay::None))
        violated("the camera is open where no picture is taken");
    if (state.step == Step::Welcome) holds_nothing(visit.view(), true);
}

void Checks::holds_nothing(const visit::VisitView& view, bool fresh) {
    for (std::size_t f = 0; f < view.fields.size(); ++f) {
        // A fresh visit knows the country of the facility, which is nobody's.
        if (fresh && f == static_cast<std::size_t>(FieldId::Country)) continue;
        if (!view.fields[f].value->reveal().empty()) violated(fmt::format("field {} still holds something", f));
    }
    if (view.front || view.back || view.face) violated("a picture is still held");
    if (!view.places.empty() || view.search.found != 0 || view.names_shown) violated("places are still held");
    if (view.phone != nullptr || view.portal != nullptr) violated("a code for a phone is still held");
    if (view.receipt != nullptr) violated("a receipt is still held");
    if (view.details_read || view.form_tried) violated("what the patient did is still known");
}

void Checks::erased(drivers::Duration took, bool had_pictures) {
    visit::Visit& visit = *scene_.visit;
    // Before view() is asked for again: what it showed last must not hold on to anything either.
    if (scene_.cameras->held() != 0) violated(fmt::format("{} pictures outlive erasing", scene_.cameras->held()));
    if (!scene_.network->idle()) violated("requests outlive erasing");
    if (!visit.over()) violated("erased, and not over");
    if (visit.state().ending == journey::Ending::None && visit.state().step == Step::Erasing) violated("no ending");
    if (visit.newest_frame() != nullptr || scene_.cameras->open()) violated("the camera outlives erasing");
    if (took > kLongestErasing) violated("erasing took too long");
    const auto& kinds = visit.erased();
    if (had_pictures && std::find(kinds.begin(), kinds.end(), "erased.pictures") == kinds.end())
        violated("pictures were erased, and nobody says so");
    holds_nothing(visit.view(), false);
}

void Checks::inherits(bool after_a_visit) {
    visit::Visit& visit = *scene_.visit;
    if (visit.state().step != (after_a_visit ? Step::Erased : Step::Welcome))
        violated("the successor shows neither Erased nor Welcome");
    holds_nothing(visit.view(), true);
    if (visit.wants_erasing() || visit.over()) violated("the successor begins with an end");
}

}  // namespace vestibule::simulation
