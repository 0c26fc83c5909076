// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/pagesizes.h"
#include "ui/page/inspector/sections.h"
#include "ui/page/session/lengthunit.h"
#include "ui/widgets/colourbutton.h"
#include "ui/widgets/numberfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace koma {
namespace {

constexpr double kSmallestPagePt = 36.0;
constexpr double kLargestPagePt = 14400.0; ///< what PDF allows
constexpr double kWidestMarginPt = 720.0;
constexpr int kOwnSize = -1;

enum class Orientation { Portrait, Landscape };

/// Of one side of the spread where the page covers both.
double singleWidthPt(const PageProperties &page)
{
    return page.isDoublePage ? page.setup.widthPt / 2.0 : page.setup.widthPt;
}

/// The number of the size in pageSizes(), whichever way the page lies.
int sizeOf(const PageProperties &page)
{
    constexpr double kTolerancePt = 0.05;
    const auto isSame = [](double a, double b) { return std::abs(a - b) < kTolerancePt; };
    const double width = singleWidthPt(page);
    const double height = page.setup.heightPt;
    for (std::size_t i = 0; i < pageSizes().size(); ++i) {
        const PageSetup known = setupOf(pageSizes()[i]);
        const bool lies = isSame(width, known.heightPt) && isSame(height, known.widthPt);
        if (lies || (isSame(width, known.widthPt) && isSame(height, known.heightPt)))
            return static_cast<int>(i);
    }
    return kOwnSize;
}

class PageSection : public InspectorForm
{
    Q_DECLARE_TR_FUNCTIONS(koma::PageSection)

public:
    PageSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent)
        : InspectorForm(tr("Page"), parent), m_selection(selection), m_unit(unit)
    {
        addLine(tr("Name"), bound([](auto &page) -> auto & { return page.name; }))
            ->setToolTip(tr("Pages without a name show their number."));
        addSize();
        addMargins();
        addColour(tr("Paper"), bound([](auto &page) -> auto & { return page.paper; }));
        addRole();
        addForAll();
    }

private:
    [[nodiscard]] const PageProperties *properties() const
    {
        const Page *page = m_selection.document().page(m_selection.page());
        return page != nullptr ? &page->properties : nullptr;
    }

    [[nodiscard]] int dpi() const
    {
        return properties() != nullptr ? properties()->setup.dpi : PageSetup().dpi;
    }

    template<class Value>
    Binding<Value> computed(std::function<Value(const PageProperties &)> get,
                            std::function<void(PageProperties &, const Value &)> set)
    {
        return {[this, get] {
                    const PageProperties *page = properties();
                    return page != nullptr ? QList<Value>{get(*page)} : QList<Value>();
                },
                [this, set](const Value &value, GestureNumber gesture) {
                    Document &document = m_selection.document();
                    const auto change = [&](PageProperties &page) { set(page, value); };
                    document.undoStack().push(
                        changePages(document, {m_selection.page()}, change, gesture).release());
                }};
    }

    template<class Field>
    Binding<FieldValue<Field, PageProperties>> bound(Field field)
    {
        using Value = FieldValue<Field, PageProperties>;
        return computed<Value>(
            [field](const PageProperties &page) -> Value { return field(page); },
            [field](PageProperties &page, const Value &value) { field(page) = value; });
    }

    template<class Field>
    NumberField *length(const QString &name, double minimumPt, double maximumPt, Field field)
    {
        return makeLength(
            {.name = name, .minimum = minimumPt, .maximum = maximumPt, .isNarrow = true}, m_unit,
            [this] { return dpi(); }, bound(field));
    }

    void addSize()
    {
        QList<Choice> sizes;
        for (const PageSize &size : pageSizes())
            sizes.append({pageSizeName(size), static_cast<int>(sizes.size())});
        sizes.append({tr("Own size"), kOwnSize});
        const auto takeSize = [](PageProperties &page, const int &index) {
            if (index == kOwnSize)
                return;
            page.setup = setupOf(pageSizes()[static_cast<std::size_t>(index)]);
            if (page.isDoublePage)
                page.setup.widthPt *= 2.0;
        };
        addChoice(tr("Size"), sizes, computed<int>(sizeOf, takeSize));
        addPair(tr("Width, height"),
                length(
                    tr("Page width"), kSmallestPagePt, kLargestPagePt,
                    [](auto &page) -> auto & { return page.setup.widthPt; }),
                length(
                    tr("Page height"), kSmallestPagePt, kLargestPagePt,
                    [](auto &page) -> auto & { return page.setup.heightPt; }));
        const auto orientation = [](const PageProperties &page) {
            return static_cast<int>(singleWidthPt(page) > page.setup.heightPt
                                        ? Orientation::Landscape
                                        : Orientation::Portrait);
        };
        const auto turn = [orientation](PageProperties &page, const int &wanted) {
            if (orientation(page) == wanted)
                return;
            const double width = singleWidthPt(page);
            page.setup.widthPt = page.setup.heightPt * (page.isDoublePage ? 2.0 : 1.0);
            page.setup.heightPt = width;
        };
        addChoice(tr("Orientation"),
                  {{tr("Portrait"), static_cast<int>(Orientation::Portrait)},
                   {tr("Landscape"), static_cast<int>(Orientation::Landscape)}},
                  computed<int>(orientation, turn));
        const auto dpiOf =
            computed<double>([](const PageProperties &page) { return page.setup.dpi; },
                             [](PageProperties &page, const double &value) {
                                 page.setup.dpi = static_cast<int>(value);
                             });
        constexpr double kLeastDpi = 36.0;
        constexpr double kMostDpi = 2400.0;
        addRow(tr("Resolution"), makeNumber({.name = tr("Resolution"),
                                             .suffix = tr(" dpi"),
                                             .minimum = kLeastDpi,
                                             .maximum = kMostDpi},
                                            dpiOf));
    }

    void addMargins()
    {
        addRow(tr("Bleed"), makeLength(
                                {.name = tr("Bleed"), .maximum = kWidestMarginPt}, m_unit,
                                [this] { return dpi(); },
                                bound([](auto &page) -> auto & { return page.setup.bleedPt; })));
        addPair(tr("Safe ← →"),
                length(
                    tr("Safe margin on the left"), 0.0, kWidestMarginPt,
                    [](auto &page) -> auto & { return page.setup.safeMarginsPt.leftPt; }),
                length(
                    tr("Safe margin on the right"), 0.0, kWidestMarginPt,
                    [](auto &page) -> auto & { return page.setup.safeMarginsPt.rightPt; }));
        addPair(tr("Safe ↑ ↓"),
                length(
                    tr("Safe margin at the top"), 0.0, kWidestMarginPt,
                    [](auto &page) -> auto & { return page.setup.safeMarginsPt.topPt; }),
                length(
                    tr("Safe margin at the bottom"), 0.0, kWidestMarginPt,
                    [](auto &page) -> auto & { return page.setup.safeMarginsPt.bottomPt; }));
    }

    void addRole()
    {
        addChoice(tr("Role"),
                  {{tr("Story"), static_cast<int>(PageRole::Story)},
                   {tr("Front cover"), static_cast<int>(PageRole::FrontCover)},
                   {tr("Inner cover"), static_cast<int>(PageRole::InnerCover)},
                   {tr("Back cover"), static_cast<int>(PageRole::BackCover)},
                   {tr("Editorial"), static_cast<int>(PageRole::Editorial)},
                   {tr("Letters"), static_cast<int>(PageRole::Letters)},
                   {tr("Advertisement"), static_cast<int>(PageRole::Advertisement)},
                   {tr("Preview"), static_cast<int>(PageRole::Preview)},
                   {tr("Other"), static_cast<int>(PageRole::Other)}},
                  enumerated(bound([](auto &page) -> auto & { return page.role; })));
        const auto setDouble = [](PageProperties &page, const bool &isDouble) {
            if (isDouble != page.isDoublePage)
                page.setup.widthPt *= isDouble ? 2.0 : 0.5;
            page.isDoublePage = isDouble;
        };
        addCheck(tr("Double page"), tr("One page over both sides of the spread, twice as wide."),
                 computed<bool>([](const PageProperties &page) { return page.isDoublePage; },
                                setDouble));
    }

    void addForAll()
    {
        auto *forAll = new QPushButton(tr("Use for all pages"), this);
        forAll->setToolTip(
            tr("Give all pages, and those to come, this page's size, resolution and margins."));
        addWide(forAll);
        connect(forAll, &QPushButton::clicked, this, [this] {
            if (properties() != nullptr)
                useForAll(*properties());
        });
    }

    /// What it is given is read before the document changes.
    void useForAll(const PageProperties &given)
    {
        const PageProperties from = given;
        Document &document = m_selection.document();
        PageSetup single = from.setup;
        single.widthPt = singleWidthPt(from);
        QList<PageId> pages;
        for (const Page &page : document.comic().pages)
            pages.append(page.id);
        const auto change = [&](PageProperties &page) {
            page.setup = single;
            if (page.isDoublePage)
                page.setup.widthPt *= 2.0;
        };
        DocumentSettings settings = document.settings();
        settings.pageSetup = single;
        document.undoStack().beginMacro(tr("Page Setup of All Pages"));
        document.undoStack().push(changePages(document, pages, change).release());
        document.undoStack().push(changeSettings(document, settings).release());
        document.undoStack().endMacro();
    }

    PageSelection &m_selection;
    const LengthUnit &m_unit;
};

} // namespace

InspectorForm *makePageSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent)
{
    return new PageSection(selection, unit, parent);
}

} // namespace koma
