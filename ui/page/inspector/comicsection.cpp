// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/sections.h"
#include "ui/page/session/lengthunit.h"
#include "ui/widgets/numberfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>

namespace koma {
namespace {

constexpr double kWidestGutterPt = 360.0;

class ComicSection : public InspectorForm
{
    Q_DECLARE_TR_FUNCTIONS(koma::ComicSection)

public:
    ComicSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent)
        : InspectorForm(tr("Comic"), parent), m_selection(selection)
    {
        addLine(tr("Title"), bound([](auto &comic) -> auto & { return comic.title; }));
        addLine(tr("Series"), bound([](auto &comic) -> auto & { return comic.series; }));
        addLine(tr("Creator"), bound([](auto &comic) -> auto & { return comic.creator; }));
        addLanguage(tr("Not said"), bound([](auto &comic) -> auto & { return comic.language; }));
        addChoice(tr("Reading"),
                  {{tr("Left to right"), static_cast<int>(ReadingDirection::LeftToRight)},
                   {tr("Right to left"), static_cast<int>(ReadingDirection::RightToLeft)},
                   {tr("Top to bottom"), static_cast<int>(ReadingDirection::TopToBottom)}},
                  enumerated(bound([](auto &comic) -> auto & { return comic.direction; })));
        addCheck(tr("Facing pages"), tr("The first page stands alone, the others face each other."),
                 bound([](auto &comic) -> auto & { return comic.hasFacingPages; }));
        addCheck(tr("Styles in the file"),
                 tr("The styles that the comic is drawn in are saved with it, so that it can be "
                    "drawn again where they are not installed."),
                 bound([](auto &comic) -> auto & { return comic.carriesStyles; }));
        const auto dpi = [this] {
            const Page *page = m_selection.document().page(m_selection.page());
            return page != nullptr ? page->properties.setup.dpi : PageSetup().dpi;
        };
        NumberField *rows =
            makeLength({.name = tr("Gutter between rows"), .maximum = kWidestGutterPt}, unit, dpi,
                       bound([](auto &comic) -> auto & { return comic.gutters.betweenRowsPt; }));
        NumberField *columns = makeLength(
            {.name = tr("Gutter between columns"), .maximum = kWidestGutterPt}, unit, dpi,
            bound([](auto &comic) -> auto & { return comic.gutters.betweenColumnsPt; }));
        addRow(tr("Row gutter"), rows);
        addRow(tr("Column gutter"), columns);
    }

private:
    template<class Field>
    Binding<FieldValue<Field, DocumentSettings>> bound(Field field)
    {
        using Value = FieldValue<Field, DocumentSettings>;
        return Binding<Value>{
            [this, field] { return QList<Value>{field(m_selection.document().settings())}; },
            [this, field](const Value &value, GestureNumber gesture) {
                Document &document = m_selection.document();
                DocumentSettings settings = document.settings();
                field(settings) = value;
                document.undoStack().push(changeSettings(document, settings, gesture).release());
            }};
    }

    PageSelection &m_selection;
};

} // namespace

InspectorForm *makeComicSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent)
{
    return new ComicSection(selection, unit, parent);
}

} // namespace koma
