// staff_repair - another device in a place: which place, which device, what it sees, what the tests say, and that it is
// bound.
#include <utility>

#include "kiosk/staff/mode.hpp"
#include "ui/screens/glass.hpp"
#include "ui/screens/setup.hpp"
#include "ui/screens/staff.hpp"
#include "ui/screens/staff_errand.hpp"

namespace vestibule::ui::screens {

namespace {

using staff::Job;
using staff::Part;
using staff::Press;

const char* title_of(Job job) {
    switch (job) {
        case Job::FaceCamera:
            return "staff.repair.face_camera";
        case Job::DocumentCamera:
            return "staff.repair.document_camera";
        case Job::BothCameras:
            return "staff.repair.camera";
        case Job::TouchScreen:
            return "staff.repair.touch";
        default:
            return "staff.repair.printer";
    }
}

Node again_button() {
    return button("again", t("staff.repair.again"), press(Press::Again));
}

/// What the device is called, and where it is plugged in: what a technician reads on its label.
Nodes words_of(const staff::Choice& choice) {
    Nodes words;
    words.push_back(section(plain(choice.name.empty() ? choice.source : choice.name)));
    if (!choice.where.empty()) words.push_back(note(plain(choice.where)));
    if (choice.in_use) words.push_back(line(Glyph::Check, Look::Success, t("staff.repair.in_use")));
    return words;
}

Node picked(const staff::Choice& choice) {
    Node words = column(words_of(choice), 1);
    words.id = "choice";
    return words;
}

void add_nothing(Nodes& content) {
    content.push_back(status(Glyph::Warning, Look::Attention, t("staff.repair.none"), "none"));
    content.push_back(paragraph(t("staff.repair.none.what"), "what"));
}

Node pick_camera(const staff::State& state, const StaffView& view) {
    const staff::ErrandView& errand = view.errand;
    Nodes content, answers, hero;
    add_failure(view, content);
    if (errand.choices.empty()) {
        add_nothing(content);
        answers.push_back(again_button());
    } else {
        content.push_back(paragraph(t("staff.repair.pick.camera", {static_cast<std::int64_t>(errand.at) + 1,
                                                                   static_cast<std::int64_t>(errand.choices.size())}),
                                    "what"));
        const bool face = state.errand.job == Job::FaceCamera;
        hero.push_back(setup_camera_picture(errand.lost, face ? capture::Target::Face : capture::Target::LicenseFront));
        answers.push_back(picked(errand.choices.at(errand.at)));
        if (errand.choices.size() > 1)
            answers.push_back(button("next-camera", t("setup.cameras.next"), press(Press::Skip)));
        else
            answers.push_back(again_button());
    }
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("staff.repair.this_one"), !errand.choices.empty() && !errand.lost));
    Frame frame{t(title_of(state.errand.job)), std::move(content), std::move(actions), std::move(answers)};
    frame.hero = std::move(hero);
    return staff_framed("pick-camera", view.common, std::move(frame));
}

Node pick_other(const staff::State& state, const StaffView& view) {
    const staff::ErrandView& errand = view.errand;
    Nodes content, answers;
    add_failure(view, content);
    if (errand.choices.empty()) {
        add_nothing(content);
    } else {
        content.push_back(paragraph(t("staff.repair.pick"), "what"));
        Nodes rows;
        for (std::size_t i = 0; i < errand.choices.size(); ++i) {
            const staff::Choice& one = errand.choices[i];
            Node row = button("choice-" + std::to_string(i), plain(one.name.empty() ? one.source : one.name),
                              press(Press::Pick, static_cast<std::uint16_t>(i)), Look::Card);
            row.role = Role::Choice;
            row.checked = i == errand.at;
            row.box.padding_mm = 3;
            rows.push_back(std::move(row));
        }
        answers.push_back(column(std::move(rows), 3));
        answers.push_back(picked(errand.choices.at(errand.at)));
    }
    answers.push_back(again_button());
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("staff.repair.this_one"), !errand.choices.empty()));
    return staff_framed("pick", view.common,
                        {t(title_of(state.errand.job)), std::move(content), std::move(actions), std::move(answers)});
}

/// Something is held before the camera, and it looks for a while.
Node held(const staff::State& state, const StaffView& view) {
    const bool chart = state.errand.part == Part::Chart;
    const std::int64_t focal = view.errand.focal_percent;
    Nodes content;
    content.push_back(paragraph(t(chart ? "staff.repair.chart.what" : "staff.repair.card.what"), "what"));
    if (state.working) {
        content.push_back(progress("working", t(chart ? "staff.moved.looking" : "staff.repair.card.looking"), -1));
    } else if (state.errand.good) {
        content.push_back(status(Glyph::Check, Look::Success,
                                 chart ? t("staff.repair.chart.good") : t("staff.repair.card.good", {focal}), "good"));
    } else if (state.errand.ran) {
        content.push_back(status(Glyph::Warning, Look::Attention,
                                 t(chart ? "staff.repair.chart.bad" : "staff.repair.card.bad"), "bad"));
        if (!view.errand.advice.empty() && chart)
            content.push_back(line(Glyph::Forward, Look::Plain, staff_words(view.errand.advice), "advice"));
        if (!view.failure.empty()) content.push_back(note(plain(view.failure), "failure"));
    }
    if (!state.errand.good) content.push_back(note(t(chart ? "staff.repair.chart.skip" : "staff.repair.card.skip")));
    Nodes actions;
    actions.push_back(back_button());
    if (!state.working && !state.errand.good)
        actions.push_back(button("skip", t("staff.repair.skip"), press(Press::Skip)));
    actions.push_back(continue_button(t(state.errand.good ? "action.continue" : "staff.repair.look"), !state.working));
    return staff_framed(
        chart ? "repair-chart" : "repair-card", view.common,
        {t(chart ? "staff.repair.chart.title" : "staff.repair.card.title"), std::move(content), std::move(actions)});
}

Node page(const staff::State& state, const StaffView& view) {
    Nodes content, answers;
    add_failure(view, content);
    if (state.working) {
        content.push_back(progress("working", t("staff.working"), -1));
    } else if (view.failure.empty()) {
        content.push_back(paragraph(t("staff.hand.printer.what"), "question"));
        answers.push_back(staff_yes_or_no(Press::Again));
    }
    Nodes actions;
    actions.push_back(back_button());
    if (!state.working) actions.push_back(button("again", t("staff.asked.again"), press(Press::Again)));
    return staff_framed("repair-page", view.common,
                        {t(title_of(state.errand.job)), std::move(content), std::move(actions), std::move(answers)});
}

Node tried(const staff::State& state, const StaffView& view) {
    Nodes content;
    if (state.working) {
        content.push_back(progress("working", t("staff.working"), -1));
    } else {
        content.push_back(status(
            state.errand.good ? Glyph::Check : Glyph::Warning, state.errand.good ? Look::Success : Look::Attention,
            t(state.errand.good ? "staff.repair.tried.good" : "staff.repair.tried.bad"), "verdict"));
        add_failure(view, content);
    }
    content.push_back(note(t("staff.repair.tried.what"), "what"));
    Nodes rows;
    for (const diagnostics::Outcome& one : view.errand.tried) {
        staff::TestRow row{.id = one.id, .title = diagnostics::Words(one.title.c_str())};
        row.last = one;
        rows.push_back(setup_outcome(row));
    }
    if (!rows.empty()) content.push_back(list("tests", std::move(rows)));
    Nodes actions;
    actions.push_back(back_button());
    if (!state.working) actions.push_back(button("again", t("staff.asked.again"), press(Press::Again)));
    Node keep = button("keep", t("staff.repair.keep"), press(Press::Save), Look::Primary);
    keep.enabled = !state.working && state.errand.good;
    actions.push_back(std::move(keep));
    return staff_framed("repair-tried", view.common,
                        {t("staff.repair.tried.title"), std::move(content), std::move(actions)});
}

Node bound(const StaffView& view) {
    Nodes content;
    content.push_back(status(Glyph::Check, Look::Success, t("staff.repair.bound"), "bound"));
    if (view.errand.at < view.errand.choices.size()) content.push_back(picked(view.errand.choices[view.errand.at]));
    content.push_back(paragraph(t("staff.repair.bound.what"), "what"));
    Nodes actions;
    actions.push_back(continue_button(t("staff.to_home")));
    return staff_framed("repair-bound", view.common,
                        {t("staff.repair.bound.title"), std::move(content), std::move(actions)});
}

}  // namespace

Node staff_which(const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t("staff.repair.what"), "what"));
    Nodes tiles;
    const auto add = [&tiles](const char* id, Job job, Glyph glyph) {
        tiles.push_back(setup_tile(id, title_of(job), glyph, press(Press::Option, static_cast<std::uint16_t>(job))));
    };
    if (view.errand.one_camera) {
        add("replace-camera", Job::BothCameras, Glyph::Camera);
    } else {
        add("replace-document-camera", Job::DocumentCamera, Glyph::Card);
        add("replace-face-camera", Job::FaceCamera, Glyph::Face);
    }
    add("replace-touch", Job::TouchScreen, Glyph::Hand);
    add("replace-printer", Job::Printer, Glyph::Passport);
    Nodes answers;
    answers.push_back(grid(std::move(tiles), 96));
    Nodes actions;
    actions.push_back(back_button(t("staff.to_home")));
    return staff_framed("repair", view.common,
                        {t("staff.repair.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node staff_repair(const staff::State& state, const StaffView& view) {
    switch (state.errand.part) {
        case Part::Pick:
            return staff::of_camera(state.errand.job) ? pick_camera(state, view) : pick_other(state, view);
        case Part::Calibrate:
        case Part::Chart:
            return held(state, view);
        case Part::Glass:
            return glass("repair-glass", view.touched);
        case Part::Page:
            return page(state, view);
        case Part::Tried:
            return tried(state, view);
        case Part::Bound:
            return bound(view);
        default:
            return staff_which(view);
    }
}

}  // namespace vestibule::ui::screens
