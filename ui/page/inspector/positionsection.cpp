// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/layout/snapping.h"
#include "core/document/model/units.h"
#include "ui/page/inspector/sections.h"
#include "ui/page/session/lengthunit.h"
#include "ui/theme/icon.h"
#include "ui/widgets/numberfield.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <optional>

namespace koma {
namespace {

constexpr double kFarthestPt = 20000.0;
constexpr double kSmallestPt = 0.1;
constexpr double kFullTurnDeg = 360.0;

/// The box that is typed in: before rotation, so that it is the thing's own.
RectPt editBox(const PageObject &object)
{
    if (const auto *art = object.as<ArtLayer>())
        return unrotatedBoundsPt(*art);
    if (const auto *text = object.as<TextBlock>())
        return text->framePt;
    return boundsPt(object);
}

double *rotationOf(ObjectContent &content)
{
    if (auto *art = std::get_if<ArtLayer>(&content))
        return &art->rotationDeg;
    if (auto *text = std::get_if<TextBlock>(&content))
        return &text->rotationDeg;
    return nullptr;
}

class PositionSection : public InspectorForm
{
    Q_DECLARE_TR_FUNCTIONS(koma::PositionSection)

public:
    PositionSection(PageSelection &selection, const LengthUnit &unit, QWidget *parent)
        : InspectorForm(tr("Position and size"), parent), m_selection(selection), m_unit(unit)
    {
        addBox();
        addRotation();
        addAligning();
    }

private:
    [[nodiscard]] Document &document() const { return m_selection.document(); }

    [[nodiscard]] QList<const PageObject *> objects() const
    {
        QList<const PageObject *> found;
        for (const ObjectId id : m_selection.objects()) {
            if (const PageObject *object = document().object(id))
                found.append(object);
        }
        return found;
    }

    /// Of all picked objects; none where none has an area of its own.
    [[nodiscard]] std::optional<RectPt> box() const
    {
        std::optional<RectPt> all;
        for (const PageObject *object : objects()) {
            const RectPt own = editBox(*object);
            if (!own.isEmpty())
                all = all ? united(*all, own) : own;
        }
        return all;
    }

    [[nodiscard]] int dpi() const
    {
        const Page *page = document().page(m_selection.page());
        return page != nullptr ? page->properties.setup.dpi : PageSetup().dpi;
    }

    NumberField *moveField(const QString &name, double RectPt::*edge)
    {
        return makeLength(
            {.name = name, .minimum = -kFarthestPt, .maximum = kFarthestPt, .isNarrow = true},
            m_unit, [this] { return dpi(); },
            {[this, edge] {
                 const auto now = box();
                 return now ? QList<double>{(*now).*edge} : QList<double>();
             },
             [this, edge](const double &value, GestureNumber gesture) {
                 RectPt offset;
                 offset.*edge = value - (*box()).*edge;
                 document().undoStack().push(moveObjects(document(), m_selection.objects(),
                                                         {offset.xPt, offset.yPt}, gesture)
                                                 .release());
             }});
    }

    NumberField *sizeField(const QString &name, double RectPt::*side, double RectPt::*otherSide)
    {
        return makeLength(
            {.name = name, .minimum = kSmallestPt, .maximum = kFarthestPt, .isNarrow = true},
            m_unit, [this] { return dpi(); },
            {[this, side] {
                 const auto now = box();
                 return now ? QList<double>{(*now).*side} : QList<double>();
             },
             [=, this](const double &value, GestureNumber gesture) {
                 const RectPt from = *box();
                 RectPt to = from;
                 to.*side = value;
                 if (m_proportions->isChecked())
                     to.*otherSide = from.*otherSide * value / (from.*side);
                 document().undoStack().push(
                     resizeObjects(document(), m_selection.objects(), from, to, gesture).release());
             }});
    }

    void addBox()
    {
        m_proportions = new QToolButton(this);
        m_proportions->setCheckable(true);
        m_proportions->setIcon(themeIcon(QStringLiteral("proportions")));
        m_proportions->setAccessibleName(tr("Keep proportions"));
        NumberField *x = moveField(tr("X"), &RectPt::xPt);
        NumberField *y = moveField(tr("Y"), &RectPt::yPt);
        NumberField *width = sizeField(tr("Width"), &RectPt::widthPt, &RectPt::heightPt);
        NumberField *height = sizeField(tr("Height"), &RectPt::heightPt, &RectPt::widthPt);
        // As wide as the button below, so that the fields stand in columns.
        auto *gap = new QWidget(this);
        gap->setFixedWidth(m_proportions->sizeHint().width());
        addPair(tr("X, Y"), x, y, gap);
        addPair(tr("Width, height"), width, height, m_proportions);
        onRefresh([this] {
            const QList<const PageObject *> picked = objects();
            const bool isArt =
                std::any_of(picked.begin(), picked.end(), [](const PageObject *object) {
                    return object->kind() == ObjectKind::Art;
                });
            if (isArt)
                m_proportions->setChecked(true);
            m_proportions->setEnabled(!isArt);
            m_proportions->setToolTip(isArt ? tr("Pictures always keep their proportions")
                                            : tr("Keep proportions"));
        });
    }

    void addRotation()
    {
        const auto turned = [this] {
            QList<ObjectId> ids;
            for (const PageObject *object : objects()) {
                if (object->kind() == ObjectKind::Art || object->kind() == ObjectKind::Text)
                    ids.append(object->id);
            }
            return ids;
        };
        SliderRow *rotation =
            addSlider({.name = tr("Rotation"),
                       .toolTip = tr("Clockwise, about the middle."),
                       .suffix = tr("°"),
                       .minimum = -180.0,
                       .maximum = 180.0,
                       .standard = 0.0,
                       .decimals = 1},
                      {[this, turned] {
                           QList<double> values;
                           for (const ObjectId id : turned()) {
                               ObjectContent content = document().object(id)->content;
                               values.append(std::remainder(*rotationOf(content), kFullTurnDeg));
                           }
                           return values;
                       },
                       [this, turned](const double &value, GestureNumber gesture) {
                           const auto turn = [value](ObjectContent &content) {
                               if (double *rotationDeg = rotationOf(content))
                                   *rotationDeg = value;
                           };
                           document().undoStack().push(
                               changeObjects(document(), turned(), turn, gesture).release());
                       }});
        onRefresh([=] { rotation->setVisible(!turned().isEmpty()); });
    }

    template<class Compute>
    QToolButton *alignButton(const QString &icon, const QString &name, Compute offsetsOf)
    {
        auto *button = new QToolButton(this);
        button->setIcon(themeIcon(icon));
        button->setAccessibleName(name);
        button->setToolTip(name);
        connect(button, &QToolButton::clicked, this, [this, offsetsOf] {
            QList<RectPt> boxes;
            QList<ObjectId> ids;
            for (const PageObject *object : objects()) {
                const RectPt own = boundsPt(*object);
                if (own.isEmpty())
                    continue;
                boxes.append(own);
                ids.append(object->id);
            }
            const QList<PointPt> offsets = offsetsOf(boxes);
            QList<ObjectOffset> moves;
            for (qsizetype i = 0; i < ids.size(); ++i)
                moves.append({ids[i], offsets[i]});
            document().undoStack().push(alignObjects(document(), moves).release());
        });
        return button;
    }

    void addAligning()
    {
        auto *line = new QWidget(this);
        auto *buttons = new QHBoxLayout(line);
        buttons->setContentsMargins(0, 0, 0, 0);
        buttons->setSpacing(0);
        const auto align = [&](const QString &icon, const QString &name, Alignment alignment) {
            buttons->addWidget(alignButton(icon, name, [alignment](const QList<RectPt> &boxes) {
                return alignOffsets(boxes, alignment);
            }));
        };
        align(QStringLiteral("align-left"), tr("Align left edges"), Alignment::Left);
        align(QStringLiteral("align-centre"), tr("Align centres"), Alignment::Centre);
        align(QStringLiteral("align-right"), tr("Align right edges"), Alignment::Right);
        align(QStringLiteral("align-top"), tr("Align top edges"), Alignment::Top);
        align(QStringLiteral("align-middle"), tr("Align middles"), Alignment::Middle);
        align(QStringLiteral("align-bottom"), tr("Align bottom edges"), Alignment::Bottom);
        QList<QToolButton *> spread;
        const auto distribute = [&](const QString &icon, const QString &name, Distribution way) {
            spread.append(alignButton(icon, name, [way](const QList<RectPt> &boxes) {
                return distributeOffsets(boxes, way);
            }));
            buttons->addWidget(spread.last());
        };
        distribute(QStringLiteral("distribute-across"), tr("Equal gaps across"),
                   Distribution::Across);
        distribute(QStringLiteral("distribute-down"), tr("Equal gaps down"), Distribution::Down);
        buttons->addStretch(1);
        addWide(line);
        onRefresh([this, line, spread] {
            const qsizetype count = m_selection.objects().size();
            line->setVisible(count > 1);
            constexpr qsizetype kFewestToSpread = 3;
            for (QToolButton *button : spread)
                button->setEnabled(count >= kFewestToSpread);
        });
    }

    PageSelection &m_selection;
    const LengthUnit &m_unit;
    QToolButton *m_proportions = nullptr;
};

} // namespace

InspectorForm *makePositionSection(PageSelection &selection, const LengthUnit &unit,
                                   QWidget *parent)
{
    return new PositionSection(selection, unit, parent);
}

} // namespace koma
