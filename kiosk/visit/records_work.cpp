// records_work - the visit's dealings with the records network.
#include "kiosk/visit/work.hpp"

namespace vestibule::visit {

using journey::CommandKind;
using journey::Outcome;

records::Session& RecordsWork::session() {
    if (!session_) session_ = records::make_session(*visit_.client_, visit_.setup_.network, visit_.setup_.duties);
    return *session_;
}

records::OnReply RecordsWork::reply_to(std::uint32_t request) {
    return [this, inbox = visit_.inbox_, request](identity::Reply reply) {
        if (reply.outcome == identity::Outcome::Cancelled) return;
        inbox->post([this, request, outcome = outcome_of(reply)] { visit_.answer(request, outcome); });
    };
}

void RecordsWork::search(std::uint32_t request) {
    const identity::Identity* identity = visit_.identity_->identity();
    if (identity == nullptr) return visit_.answer(request, Outcome::Unreachable);
    Patient& patient = visit_.patient_;
    patient.places.clear();
    progress_ = {};
    search_request_ = request;
    const auto every = static_cast<std::uint32_t>((1ULL << visit_.setup_.network.categories.size()) - 1);
    const auto found = [this, inbox = visit_.inbox_, request, every](std::vector<records::Place> more,
                                                                     records::SearchProgress progress) {
        inbox->post(
            [this, request, every, progress, kept = std::make_shared<std::vector<records::Place>>(std::move(more))] {
                if (search_request_ != request) return;
                progress_ = progress;
                for (records::Place& place : *kept) {
                    KnownPlace known;
                    known.connected = place.state == records::PlaceState::Connected;
                    known.place = std::move(place);
                    known.categories = every;
                    visit_.patient_.places.push_back(std::move(known));
                }
                visit_.changed();
            });
    };
    const auto done = [this, inbox = visit_.inbox_, request](identity::Reply reply) {
        if (reply.outcome == identity::Outcome::Cancelled) return;
        inbox->post([this, request, outcome = outcome_of(reply)] {
            std::uint16_t connected = 0;
            for (const KnownPlace& known : visit_.patient_.places)
                connected = static_cast<std::uint16_t>(connected + known.connected);
            visit_.answer(request, outcome, static_cast<std::uint16_t>(visit_.patient_.places.size()), connected);
        });
    };
    session().search(*identity, found, done);
}

void RecordsWork::start_portal(std::uint32_t request, std::uint16_t place) {
    Patient& patient = visit_.patient_;
    patient.portal_shown = false;
    if (place >= patient.places.size()) return visit_.answer(request, Outcome::Unreachable);
    const auto shown = [this, inbox = visit_.inbox_](Result<identity::PhoneCode> code) {
        if (!code) return;  // the reply says what went wrong
        inbox->post([this, kept = std::make_shared<identity::PhoneCode>(std::move(code).value())] {
            visit_.patient_.portal = std::move(*kept);
            visit_.patient_.portal_shown = true;
            visit_.changed();
        });
    };
    const auto done = [this, inbox = visit_.inbox_, request, place](identity::Reply reply) {
        if (reply.outcome == identity::Outcome::Cancelled) return;
        inbox->post([this, request, place, outcome = outcome_of(reply)] {
            if (visit_.state_.pending != request) return;
            if (outcome == Outcome::Ok) visit_.patient_.places[place].connected = true;
            visit_.answer(request, outcome);
        });
    };
    session().start_portal(patient.places[place].place.id, shown, done);
}

void RecordsWork::send_consent(const journey::Command& command) {
    std::vector<std::size_t> chosen;
    Patient& patient = visit_.patient_;
    if (command.place != journey::kNoPlace) {
        if (command.place < patient.places.size()) chosen.push_back(command.place);
    } else {
        for (std::size_t p = 0; p < patient.places.size(); ++p) {
            const KnownPlace& known = patient.places[p];
            if (known.place.state == records::PlaceState::Connected) chosen.push_back(p);
        }
    }
    std::vector<privacy::SecretText> ids;
    for (const std::size_t p : chosen) ids.push_back(patient.places[p].place.id.duplicate());
    const records::Profile& network = visit_.setup_.network;
    const identity::Consent consent{.text_version = network.consent_version,
                                    .language = visit_.setup_.languages[visit_.language_],
                                    .purpose = "share_records",
                                    .time = visit_.time_now()};
    const auto done = [this, inbox = visit_.inbox_, request = command.request, allow = command.allow,
                       chosen](identity::Reply reply) {
        if (reply.outcome == identity::Outcome::Cancelled) return;
        inbox->post([this, request, allow, chosen, outcome = outcome_of(reply)] {
            if (visit_.state_.pending != request) return;
            if (outcome == Outcome::Ok) {
                for (const std::size_t p : chosen) {
                    visit_.patient_.places[p].consented = allow;
                    visit_.patient_.places[p].denied = !allow;
                }
            }
            visit_.answer(request, outcome);
        });
    };
    session().send_consent(ids, command.allow, consent, done);
}

void RecordsWork::share(std::uint32_t request) {
    std::vector<records::ShareChoice> choices;
    for (const KnownPlace& known : visit_.patient_.places) {
        if (!known.consented || known.categories == 0) continue;
        choices.push_back({known.place.id.duplicate(), known.categories});
    }
    session().share(std::move(choices), reply_to(request));
}

void RecordsWork::carry_out(const journey::Command& command) {
    switch (command.kind) {
        case CommandKind::Search:
            return search(command.request);
        case CommandKind::StartPortal:
            return start_portal(command.request, command.place);
        case CommandKind::SendShareConsent:
            return send_consent(command);
        case CommandKind::Share:
            return share(command.request);
        default:
            return;
    }
}

void RecordsWork::cancel() {
    search_request_ = 0;
    if (session_) session_->cancel();
}

void RecordsWork::forget() {
    if (session_) session_->forget();
    session_.reset();
    progress_ = {};
    search_request_ = 0;
}

}  // namespace vestibule::visit
