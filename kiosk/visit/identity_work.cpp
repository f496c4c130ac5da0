// identity_work - the visit's dealings with the chosen provider.
#include "kiosk/visit/fields.hpp"
#include "kiosk/visit/work.hpp"

namespace vestibule::visit {

using identity::Reply;
using journey::CommandKind;
using journey::Outcome;

Outcome outcome_of(const Reply& reply) {
    switch (reply.outcome) {
        case identity::Outcome::Ok:
            return Outcome::Ok;
        case identity::Outcome::Wrong:
            return Outcome::Wrong;
        case identity::Outcome::Exhausted:
            return Outcome::Exhausted;
        case identity::Outcome::Declined:
            return Outcome::Declined;
        case identity::Outcome::Expired:
            return Outcome::Expired;
        case identity::Outcome::NotVerified:
            return Outcome::NotVerified;
        case identity::Outcome::NoAccount:
            return Outcome::NoAccount;
        case identity::Outcome::Retake:
            if (reply.retake == capture::Target::Face) return Outcome::RetakeFace;
            return reply.retake == capture::Target::LicenseBack ? Outcome::RetakeBack : Outcome::RetakeFront;
        case identity::Outcome::Unknown:
            return Outcome::Unknown;
        default:
            return Outcome::Unreachable;
    }
}

void IdentityWork::check_providers(std::uint32_t request) {
    struct Checks {
        std::uint16_t ready = 0;
        std::size_t open = 0;
    };
    auto checks = std::make_shared<Checks>();
    checks->open = visit_.setup_.providers.size();
    for (std::size_t i = 0; i < visit_.setup_.providers.size(); ++i) {
        identity::check_connection(
            *visit_.client_, visit_.setup_.providers[i],
            [this, inbox = visit_.inbox_, checks, request, i](Reply reply) {
                inbox->post([this, checks, request, i, good = reply.outcome == identity::Outcome::Ok] {
                    if (good) checks->ready = static_cast<std::uint16_t>(checks->ready | (1U << i));
                    if (--checks->open == 0) visit_.answer(request, Outcome::Ok, checks->ready);
                });
            });
    }
}

identity::Session& IdentityWork::session() {
    if (!session_) {
        session_ = identity::make_session(*visit_.client_, *visit_.provider(), *visit_.setup_.clock,
                                          visit_.setup_.languages[visit_.language_], visit_.setup_.duties);
    }
    return *session_;
}

identity::OnReply IdentityWork::reply_to(std::uint32_t request, FieldId field) {
    return [this, inbox = visit_.inbox_, request, field](Reply reply) {
        if (reply.outcome == identity::Outcome::Cancelled) return;
        inbox->post([this, request, field, outcome = outcome_of(reply), retake = std::pair(reply.retake, reply.hint)] {
            if (visit_.state_.pending != request) return;
            retake_ = retake;
            Field& typed = visit_.patient_.field(field);
            if (field != FieldId::None && outcome == Outcome::Wrong) {
                if (field != FieldId::Email) typed.value.clear();
                typed.error = FieldError::WrongCode;
            }
            if (field == FieldId::Email && outcome == Outcome::NoAccount) typed.error = FieldError::NotInUse;
            if (outcome == Outcome::Ok && identity() != nullptr) visit_.patient_.was_verified = true;
            visit_.answer(request, outcome);
        });
    };
}

void IdentityWork::create_account(std::uint32_t request) {
    Patient& patient = visit_.patient_;
    identity::Contact contact;
    contact.email = patient.field(FieldId::Email).value.duplicate();
    contact.phone = e164(view(patient.field(FieldId::Phone).value));
    contact.password = patient.field(FieldId::Password).value.duplicate();
    session().create_account(contact, reply_to(request, FieldId::Email));
}

void IdentityWork::send_person(std::uint32_t request) {
    Patient& patient = visit_.patient_;
    const auto copy = [&patient](FieldId id) { return patient.field(id).value.duplicate(); };
    identity::Person person;
    person.given_names = copy(FieldId::GivenNames);
    person.family_name = copy(FieldId::FamilyName);
    person.birth_date = iso_date(view(patient.field(FieldId::BirthDate).value));
    person.street = copy(FieldId::Street);
    person.city = copy(FieldId::City);
    person.region = copy(FieldId::Region);
    person.postal_code = copy(FieldId::PostalCode);
    person.country = copy(FieldId::Country);
    session().send_person(person, reply_to(request));
}

void IdentityWork::verify(std::uint32_t request) {
    const Patient& patient = visit_.patient_;
    identity::Evidence evidence;
    switch (visit_.state_.document) {
        case journey::Document::Passport:
            evidence.document = "passport";
            break;
        case journey::Document::StateId:
            evidence.document = "state_id";
            break;
        default:
            evidence.document = "driver_license";
            break;
    }
    evidence.front = patient.front;
    evidence.back = patient.back;
    evidence.face = patient.face;
    evidence.signals = patient.signals;
    if (patient.document.read) {
        const DocumentFindings& document = patient.document;
        const auto add = [&evidence](const char* what, std::string_view result) {
            evidence.found.emplace_back(what, std::string(result));
        };
        add("read_from", document.from == capture::ReadFrom::Zone ? "zone" : "barcode");
        add("certain", document.certain ? "yes" : "no");
        add("validity", capture::name(document.validity));
        // Compared again: what the patient confirmed, not what stood there before the document was read.
        const capture::Findings now = compare_confirmed(patient);
        add("family_name", capture::name(now.family_name));
        add("given_names", capture::name(now.given_names));
        add("birth_date", capture::name(now.birth_date));
    }
    part_ = -1;
    const auto progress = [this, inbox = visit_.inbox_](double part) {
        inbox->post([this, part] {
            part_ = part;
            visit_.changed();
        });
    };
    session().verify(std::move(evidence), progress, reply_to(request));
}

void IdentityWork::carry_out(const journey::Command& command) {
    Patient& patient = visit_.patient_;
    const auto value = [&patient](FieldId id) -> const privacy::SecretText& { return patient.field(id).value; };
    const std::uint32_t request = command.request;
    switch (command.kind) {
        case CommandKind::StartPhone: {
            patient.phone_shown = false;
            const auto shown = [this, inbox = visit_.inbox_](Result<identity::PhoneCode> code) {
                if (!code) return;  // the reply says what went wrong
                inbox->post([this, kept = std::make_shared<identity::PhoneCode>(std::move(code).value())] {
                    visit_.patient_.phone = std::move(*kept);
                    visit_.patient_.phone_shown = true;
                    visit_.changed();
                });
            };
            return session().start_phone(shown, reply_to(request));
        }
        case CommandKind::SendConsent: {
            const identity::Profile& profile = *visit_.provider();
            return session().send_consent({.text_version = profile.consent_version,
                                           .language = visit_.setup_.languages[visit_.language_],
                                           .purpose = "identity_proofing_ial2",
                                           .time = visit_.time_now()},
                                          reply_to(request));
        }
        case CommandKind::CreateAccount:
            return create_account(request);
        case CommandKind::CheckEmailCode:
            return session().check_code(identity::Channel::Email, value(FieldId::EmailCode),
                                        reply_to(request, FieldId::EmailCode));
        case CommandKind::CheckPhoneCode:
            return session().check_code(identity::Channel::Phone, value(FieldId::PhoneCode),
                                        reply_to(request, FieldId::PhoneCode));
        case CommandKind::SendEmailCodeAgain:
            return session().send_code_again(identity::Channel::Email, reply_to(request));
        case CommandKind::SendPhoneCodeAgain:
            return session().send_code_again(identity::Channel::Phone, reply_to(request));
        case CommandKind::StartSignIn: {
            identity::Contact contact;
            contact.email = value(FieldId::Email).duplicate();
            contact.password = value(FieldId::Password).duplicate();
            return session().sign_in(contact, reply_to(request, FieldId::Email));
        }
        case CommandKind::CheckSecondFactor:
            return session().check_second_factor(value(FieldId::SecondFactor),
                                                 reply_to(request, FieldId::SecondFactor));
        case CommandKind::SendPerson:
            return send_person(request);
        case CommandKind::Verify:
            return verify(request);
        default:
            return;
    }
}

void IdentityWork::cancel() {
    if (session_) session_->cancel();
}

void IdentityWork::forget() {
    if (session_) session_->forget();
    session_.reset();
    part_ = -1;
    retake_ = {};
    visit_.patient_.phone = {};
    visit_.patient_.phone_shown = false;
}

}  // namespace vestibule::visit
